import { Menu } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { useMay } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import type { Contact } from "@/lib/contacts/contact";
import { useEditContact } from "@/lib/contacts/edit-contact";
import { USUAL_TIMES } from "@/lib/contacts/follow-up-times";
import { clock, day, exactTime } from "@/lib/format/times";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./call-panel.module.css";

function timeWords(at: Date): string {
  return `${day(at)}, ${clock(at)}`;
}

/** When somebody comes back to this contact: presets here, another time and the reason in the drawer. */
export function FollowUpChoice({ contact }: { contact: Contact }) {
  const mayChange = useMay("contacts.change_contact");
  const at = contact.follow_up_at ? new Date(contact.follow_up_at) : null;
  if (!mayChange) return <span className="num">{at ? timeWords(at) : t("states.nothing")}</span>;
  return <Choice contact={contact} at={at} />;
}

function Choice({ contact, at }: { contact: Contact; at: Date | null }) {
  const [isOpen, setIsOpen] = useState(false);
  const edit = useEditContact();
  useKeys([{ keys: "d", does: t("call.followUp"), group: "page", run: () => setIsOpen(true) }]);

  function plan(next: Date | null): void {
    const follow_up_at = next?.toISOString() ?? null;
    // A reason without a time is refused.
    const follow_up_note = next ? contact.follow_up_note : "";
    const { follow_up_at: before, follow_up_note: reason } = contact;
    void edit({
      contact,
      changes: next ? { follow_up_at, follow_up_note } : { follow_up_at },
      shown: { follow_up_at, follow_up_note },
      undo: before
        ? { follow_up_at: before, follow_up_note: reason }
        : { follow_up_at: before },
      done: next ? t("call.followUpNow", { time: timeWords(next) }) : t("call.followUpEnded"),
    });
  }

  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-start" width="target">
      <Menu.Target>
        <button
          type="button"
          className={styles.choice}
          title={[at && exactTime(at), contact.follow_up_note].filter(Boolean).join("\n")}
        >
          <span className="only-heard">{t("call.followUp")}: </span>
          <IconCalendar size={16} stroke={1.7} aria-hidden className={styles.choiceIcon} />
          <span className="num cut" data-empty={!at}>
            {at ? timeWords(at) : t("call.planFollowUp")}
          </span>
          <ButtonKey keys="d" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {USUAL_TIMES.map(([label, time]) => (
          <Menu.Item key={label} onClick={() => plan(time())}>
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => openContactDrawer({ contactId: contact.id })}>
          {t("call.otherTime")}
        </Menu.Item>
        {at && <Menu.Item onClick={() => plan(null)}>{t("call.followUpDone")}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}
