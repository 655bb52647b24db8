import { useQueryClient } from "@tanstack/react-query";
import { asProblem } from "@/lib/api/problem";
import type { Contact } from "@/lib/contacts/contact";
import { showContact } from "@/lib/contacts/shown-contacts";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { reopenContact, reviewContact } from "@/lib/contacts/review-contact";

/** Marks a new lead as looked at, with Undo. */
export function useReview(contact: Contact): () => Promise<void> {
  const client = useQueryClient();

  async function change(isReviewed: boolean): Promise<void> {
    try {
      const saved = await (isReviewed ? reviewContact : reopenContact)(contact.id);
      showContact(client, contact.id, { reviewed_at: saved.reviewed_at });
      void client.invalidateQueries({ queryKey: ["review"] });
      if (!isReviewed) return showToast(t("contact.unreviewed"));
      showToast(t("contact.lookedAt"), {
        label: t("shell.undo"),
        run: () => void change(false),
      });
    } catch (error) {
      showToast(t("contact.notDone", { why: asProblem(error).detail }), {
        label: t("states.tryAgain"),
        run: () => void change(isReviewed),
      });
    }
  }

  return () => change(true);
}
