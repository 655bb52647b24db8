import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type ContactNote = components["schemas"]["ContactNote"];

export function addNote(contactId: string, text: string): Promise<ContactNote> {
  return answer(
    api.POST("/v1/contacts/{contact_id}/notes", {
      params: { path: { contact_id: contactId } },
      body: { text },
    }),
  );
}
