import { useQueryClient } from "@tanstack/react-query";
import { asProblem } from "@/lib/api/problem";
import type { components } from "@/lib/api/schema";
import { patchContact } from "@/lib/contacts/patch-contact";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import type { Overview } from "./api/get-overview";

type Contact = components["schemas"]["Contact"];

/** Takes it off the list at once; puts it back if the server refuses, or on Undo. */
export function useFinishFollowUp(): (contact: Contact) => Promise<void> {
  const client = useQueryClient();
  const name = (contact: Contact) => ({ name: contact.display_name });

  const refresh = () => {
    void client.invalidateQueries({ queryKey: ["overview"] });
    void client.invalidateQueries({ queryKey: ["contacts"] });
  };

  async function undo(contact: Contact): Promise<void> {
    try {
      const { follow_up_at, follow_up_note } = contact;
      await patchContact(contact.id, { follow_up_at, follow_up_note });
      showToast(t("overview.backAgain", name(contact)));
    } catch (error) {
      showToast(t("overview.notSaved", { detail: asProblem(error).detail }), {
        label: t("states.tryAgain"),
        run: () => void undo(contact),
      });
    }
    refresh();
  }

  async function finish(contact: Contact): Promise<void> {
    await client.cancelQueries({ queryKey: ["overview"] });
    client.setQueriesData<Overview>({ queryKey: ["overview"] }, (overview) => {
      if (!overview) return overview;
      const left = overview.follow_ups.filter((due) => due.id !== contact.id);
      return { ...overview, follow_ups: left };
    });
    try {
      await patchContact(contact.id, { follow_up_at: null, follow_up_note: "" });
      const action = { label: t("shell.undo"), keys: "mod+z", run: () => void undo(contact) };
      showToast(t("overview.didFollowUp", name(contact)), action);
    } catch (error) {
      showToast(t("overview.notSaved", { detail: asProblem(error).detail }), {
        label: t("states.tryAgain"),
        run: () => void finish(contact),
      });
    }
    refresh();
  }

  return finish;
}
