import { useQueryClient } from "@tanstack/react-query";
import { useMay } from "@/lib/api/me";
import { type ContactDrawerRequest, openContactDrawer } from "@/lib/contact-drawer";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { type Draft, keepDraft } from "@/lib/use-draft";
import { getContact } from "@/lib/contacts/get-contact";
import { editedContactQuery } from "./api/edited-contact";
import { mergeContacts } from "@/lib/contacts/merge-contacts";
import { carriedOver, filledIn } from "./conflict";
import { refreshAfterContact } from "./refresh";
import type { ContactDraft } from "./values";

/** The owner of a taken number is whom the form is about; undefined if one may not merge.
 *
 * A new contact goes on as the one that is there; one that is there takes the other in. Both keep
 * what was typed. Raises `ApiProblem`.
 */
export function useSamePerson(
  request: ContactDrawerRequest,
  draft: Draft<ContactDraft>,
): ((ownerId: string, key: string) => Promise<void>) | undefined {
  const queryClient = useQueryClient();
  const mayMerge = useMay("contacts.merge_contact");
  const { contactId, onSaved } = request;

  async function goOn(ownerId: string): Promise<void> {
    const owner = await getContact(ownerId);
    keepDraft(`contact:${ownerId}`, filledIn(draft.value.values, owner));
    draft.clear();
    openContactDrawer({ contactId: ownerId, onSaved });
    showToast(t("contactForm.continued", { name: owner.display_name }));
  }

  async function merge(survivor: string, ownerId: string, key: string): Promise<void> {
    const { display_name: name } = await getContact(ownerId);
    const merged = await mergeContacts(survivor, ownerId);
    draft.set(carriedOver(draft.value, merged, key));
    queryClient.setQueryData(editedContactQuery(survivor).queryKey, merged);
    showToast(t("contactForm.merged", { name }));
    await refreshAfterContact(queryClient);
  }

  if (!contactId) return goOn;
  return mayMerge ? (ownerId, key) => merge(contactId, ownerId, key) : undefined;
}
