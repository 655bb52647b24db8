import { api } from "@/lib/api/client";

export async function reviewContact(contactId: string): Promise<void> {
  const params = { path: { contact_id: contactId } };
  await api.PUT("/v1/contacts/{contact_id}/review", { params });
}

export async function reopenContact(contactId: string): Promise<void> {
  const params = { path: { contact_id: contactId } };
  await api.DELETE("/v1/contacts/{contact_id}/review", { params });
}
