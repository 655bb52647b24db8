import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

type Contact = components["schemas"]["Contact"];
type Changes = components["schemas"]["PatchedContactWriteRequest"];

/** When to get back to somebody, and why; null: it is done. */
export function setFollowUp(contactId: string, { follow_up_at, follow_up_note }: FollowUp) {
  return answer(
    api.PATCH("/v1/contacts/{contact_id}", {
      params: { path: { contact_id: contactId } },
      // The generator takes a field with a default for one that must be sent.
      body: { follow_up_at, follow_up_note } as Changes,
    }),
  );
}

export type FollowUp = Pick<Contact, "follow_up_at" | "follow_up_note">;
