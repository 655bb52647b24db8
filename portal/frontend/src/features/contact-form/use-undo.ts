import { useQueryClient } from "@tanstack/react-query";
import { useMay } from "@/lib/api/me";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { deleteContact } from "@/lib/contacts/delete-contact";
import type { ContactDetail } from "@/lib/contacts/get-contact";
import { patchContact } from "@/lib/contacts/patch-contact";
import { bodyOf, givenNumbers } from "./changes";
import { refreshAfterContact } from "./refresh";
import { type ContactDraft, valuesOf } from "./values";

/** Says what was saved, with the way back where there is one. */
export function useSavedToast(): (saved: ContactDetail, draft: ContactDraft, isNew: boolean) => void {
  const queryClient = useQueryClient();
  const mayDelete = useMay("contacts.delete_contact");

  async function undo(saved: ContactDetail, draft: ContactDraft, isNew: boolean): Promise<void> {
    const name = saved.display_name;
    try {
      if (isNew) await deleteContact(saved.id);
      else await patchContact(saved.id, bodyOf(valuesOf(saved), draft.base), saved.version);
      showToast(t(isNew ? "contactForm.removed" : "contactForm.undone", { name }));
    } catch (error) {
      const why = error instanceof ApiProblem ? error.detail : String(error);
      showToast(t("contactForm.undoFailed", { why }));
    }
    await refreshAfterContact(queryClient);
  }

  return (saved, draft, isNew) => {
    // A number that came from somebody else would have to go back there: no undo for that.
    const hasTaken = givenNumbers(draft.values).some((number) => number.if_taken !== "refuse");
    const run = () => void undo(saved, draft, isNew);
    const action = hasTaken || (isNew && !mayDelete) ? undefined : { label: t("shell.undo"), run };
    showToast(t("contactForm.saved", { name: saved.display_name }), action);
  };
}
