import { answer, api } from "@/lib/api/client";
import type { ContactDetail } from "./get-contact";

/** The duplicate becomes part of the survivor; its id leads there from then on. */
export function mergeContacts(survivorId: string, duplicateId: string): Promise<ContactDetail> {
  return answer(
    api.POST("/v1/contacts/{contact_id}/merge", {
      params: { path: { contact_id: survivorId } },
      body: { duplicate: duplicateId },
    }),
  );
}
