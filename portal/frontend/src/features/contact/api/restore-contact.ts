import { answer, api } from "@/lib/api/client";
import type { ContactDetail } from "@/lib/contacts/get-contact";

export function restoreContact(id: string): Promise<ContactDetail> {
  return answer(
    api.POST("/v1/contacts/{contact_id}/restore", { params: { path: { contact_id: id } } }),
  );
}
