import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";
import type { ContactChanges } from "./contact";
import type { ContactDetail } from "./get-contact";

/** With the `version` that was read it raises `ApiProblem` 412 if there is a later one. */
export function patchContact(
  id: string,
  changes: ContactChanges,
  version?: number,
): Promise<ContactDetail> {
  const header = version === undefined ? undefined : { "If-Match": `"${version}"` };
  return answer(
    api.PATCH("/v1/contacts/{contact_id}", {
      params: { path: { contact_id: id }, header },
      // The generator takes a field with a default for one that must be sent.
      body: changes as components["schemas"]["PatchedContactWriteRequest"],
    }),
  );
}
