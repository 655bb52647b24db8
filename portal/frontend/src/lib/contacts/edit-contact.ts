import { useQueryClient } from "@tanstack/react-query";
import { asProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import type { Contact, ContactChanges } from "./contact";
import { patchContact } from "./patch-contact";
import { showContact } from "./shown-contacts";

export interface ContactEdit {
  contact: Contact;
  changes: ContactChanges;
  /** What shows at once. */
  shown: Partial<Contact>;
  /** "Status is now Customer." */
  done: string;
  /** What takes it back; without it there is no Undo. */
  undo?: ContactChanges;
  /** Only if nobody has changed it since it was read: for what somebody typed. */
  isCareful?: boolean;
}

function only<Key extends keyof Contact>(contact: Contact, keys: readonly Key[]): Partial<Contact> {
  return Object.fromEntries(keys.map((key) => [key, contact[key]])) as Partial<Contact>;
}

/** One change in place: it shows at once, can be undone, and goes back if the server refuses. */
export function useEditContact(): (edit: ContactEdit) => Promise<boolean> {
  const client = useQueryClient();

  async function save(edit: ContactEdit, isUndo = false): Promise<boolean> {
    const { contact, shown, changes } = edit;
    const keys = Object.keys(shown) as (keyof Contact)[];
    showContact(client, contact.id, shown);
    try {
      const version = edit.isCareful ? contact.version : undefined;
      const saved = await patchContact(contact.id, changes, version);
      // Only these: another change may be on its way, and shows already.
      showContact(client, contact.id, only(saved, [...keys, "version", "updated_at"]));
      void client.invalidateQueries({ queryKey: ["contacts", contact.id, "timeline"] });
      void client.invalidateQueries({ queryKey: ["contacts", "count"] });
      if (!isUndo) announce(edit);
      return true;
    } catch (error) {
      const problem = asProblem(error);
      showContact(client, contact.id, only(contact, keys));
      if (problem.status === 412 || problem.status === 404)
        void client.invalidateQueries({ queryKey: ["contacts"] });
      showToast(
        problem.status === 412
          ? t("inPlace.changedMeanwhile")
          : t("inPlace.notSaved", { why: problem.detail }),
        problem.status === 412
          ? undefined
          : { label: t("states.tryAgain"), run: () => void save(edit, isUndo) },
      );
      return false;
    }
  }

  function announce({ undo: changes, ...edit }: ContactEdit): void {
    if (!changes) return showToast(edit.done);
    const before = only(edit.contact, Object.keys(edit.shown) as (keyof Contact)[]);
    const contact = { ...edit.contact, ...edit.shown };
    const back = { ...edit, contact, changes, shown: before, isCareful: false };
    showToast(edit.done, { label: t("shell.undo"), run: () => void save(back, true) });
  }

  return save;
}
