import { Menu } from "@mantine/core";
import { IconCheck, IconChevronDown } from "@tabler/icons-react";
import { memo, useRef, useState } from "react";
import { ButtonKey } from "@/components/button-key";
import { Status } from "@/components/status-icon";
import { useMay } from "@/lib/api/me";
import type { Contact } from "@/lib/contacts/contact";
import { useEditContact } from "@/lib/contacts/edit-contact";
import { placeOf, useStatuses } from "@/lib/contacts/list-statuses";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./contact.module.css";

interface StatusChoiceProps {
  contact: Contact;
  /** A button of its own, with the key S; in a row it is a word that opens. */
  isButton?: boolean;
}

/** The status, changed in place: at once, with Undo. */
export const StatusChoice = memo(function StatusChoice({ contact, isButton = false }: StatusChoiceProps) {
  const statuses = useStatuses();
  const mayChange = useMay("contacts.change_contact");
  const edit = useEditContact();
  const [isOpen, setIsOpen] = useState(false);
  // A list has a menu for each row: they are made when they are first opened.
  const [hasMenu, setHasMenu] = useState(isButton);
  const target = useRef<HTMLButtonElement>(null);
  const place = placeOf(contact.status, statuses);
  const key = { keys: "s", does: t("inPlace.changeStatus"), group: "page" } as const;
  useKeys(isButton && mayChange ? [{ ...key, run: () => setIsOpen(true) }] : []);

  function choose(status: string): void {
    if (status === contact.status) return;
    void edit({
      contact,
      changes: { status },
      shown: { status },
      undo: { status: contact.status },
      done: t("inPlace.statusNow", { status }),
    });
  }

  function change(isOpening: boolean): void {
    setIsOpen(isOpening);
    // The menu goes with this render, and the focus that was in it.
    if (!isOpening)
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) target.current?.focus({ preventScroll: true });
      });
  }

  if (!mayChange) return <Status status={contact.status} place={place} />;
  const words = (
    <>
      <span className="only-heard">{t("inPlace.statusOf", { name: contact.display_name })} </span>
      <Status status={contact.status} place={place} />
      <IconChevronDown size={14} stroke={1.7} aria-hidden className={styles.chevron} />
    </>
  );
  if (!hasMenu)
    return (
      <button
        type="button"
        className={styles.statusWord}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          setHasMenu(true);
          setIsOpen(true);
        }}
      >
        {words}
      </button>
    );
  return (
    <Menu
      opened={isOpen}
      onChange={change}
      returnFocus={false}
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: styles.menu, item: styles.menuItem, itemSection: styles.menuSection }}
    >
      <Menu.Target>
        <button
          ref={target}
          type="button"
          className={isButton ? styles.statusButton : styles.statusWord}
        >
          {words}
          {isButton && <ButtonKey keys="s" />}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {statuses.map(({ id, name }) => (
          <Menu.Item
            key={id}
            aria-current={name === contact.status}
            rightSection={name === contact.status && <IconCheck size={16} stroke={1.7} aria-hidden />}
            onClick={() => choose(name)}
          >
            <Status status={name} place={placeOf(name, statuses)} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
});
