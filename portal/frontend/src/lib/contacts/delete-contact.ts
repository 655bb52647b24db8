import { api } from "@/lib/api/client";

/** Hides it and frees its numbers; restoring brings it back for 30 days, whatever its version. */
export async function deleteContact(id: string): Promise<void> {
  await api.DELETE("/v1/contacts/{contact_id}", { params: { path: { contact_id: id } } });
}
