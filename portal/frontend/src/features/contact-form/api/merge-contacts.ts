import { answer, api } from "@/lib/api/client";
import type { ContactDetail } from "@/lib/contacts/get-contact";

/** `duplicate` becomes part of `survivor`. */
export function mergeContacts(survivor: string, duplicate: string): Promise<ContactDetail> {
  return answer(
    api.POST("/v1/contacts/{contact_id}/merge", {
      params: { path: { contact_id: survivor } },
      body: { duplicate },
    }),
  );
}
