import type { Contact, ContactChanges } from "@/lib/contacts/contact";
import { useEditContact } from "@/lib/contacts/edit-contact";
import { clock, dayHeading } from "@/lib/format/times";
import { t } from "@/lib/messages";

/** Planned, moved or done: at once, with Undo. */
export function useFollowUp(contact: Contact) {
  const edit = useEditContact();

  function change(at: Date | null, note: string, done: string, isCareful = false): Promise<boolean> {
    const follow_up_at = at?.toISOString() ?? null;
    return edit({
      contact,
      // A note without a time is refused.
      changes: at ? { follow_up_at, follow_up_note: note } : { follow_up_at },
      shown: { follow_up_at, follow_up_note: note },
      undo: before(contact),
      done,
      isCareful,
    });
  }

  const planned = (at: Date) =>
    t("contact.followUpNow", { time: `${dayHeading(at)}, ${clock(at)}` });
  return {
    move: (at: Date) => void change(at, contact.follow_up_note, planned(at)),
    /** With a reason that somebody typed. Whether it was saved. */
    write: (at: Date, note: string) => change(at, note, planned(at), true),
    end: () => void change(null, "", t("contact.followUpEnded")),
  };
}

function before({ follow_up_at, follow_up_note }: Contact): ContactChanges {
  return follow_up_at ? { follow_up_at, follow_up_note } : { follow_up_at };
}
