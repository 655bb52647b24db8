import { answer, api } from "@/lib/api/client";
import type { ContactBody } from "../changes";
import type { ContactDetail } from "@/lib/contacts/get-contact";

export function createContact(body: ContactBody): Promise<ContactDetail> {
  return answer(api.POST("/v1/contacts", { body: { do_not_call: false, ...body } }));
}
