import { api } from "@/lib/api/client";

export async function deleteContact(id: string, version: number): Promise<void> {
  await api.DELETE("/v1/contacts/{contact_id}", {
    params: { path: { contact_id: id }, header: { "If-Match": `"${version}"` } },
  });
}
