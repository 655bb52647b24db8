import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import type { ContactBody } from "../changes";
import type { ContactDetail } from "@/lib/contacts/get-contact";

type Patch = components["schemas"]["PatchedContactWriteRequest"];

/** `version`: the one that was edited. Raises `ApiProblem` 412 if there is a later one. */
export function updateContact(
  id: string,
  version: number,
  body: ContactBody,
): Promise<ContactDetail> {
  return answer(
    api.PATCH("/v1/contacts/{contact_id}", {
      params: { path: { contact_id: id }, header: { "If-Match": `"${version}"` } },
      body: body as Patch,
    }),
  );
}
