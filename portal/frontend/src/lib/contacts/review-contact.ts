import { answer, api } from "@/lib/api/client";
import type { ContactDetail } from "./get-contact";

const of = (id: string) => ({ params: { path: { contact_id: id } } });

/** Somebody has looked at a contact that callcrm made by itself. */
export function reviewContact(id: string): Promise<ContactDetail> {
  return answer(api.PUT("/v1/contacts/{contact_id}/review", of(id)));
}

export function reopenContact(id: string): Promise<ContactDetail> {
  return answer(api.DELETE("/v1/contacts/{contact_id}/review", of(id)));
}
