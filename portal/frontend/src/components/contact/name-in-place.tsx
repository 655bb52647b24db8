import { IconPencil } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { ContactName } from "@/components/names";
import { useMay } from "@/lib/api/me";
import type { Contact } from "@/lib/contacts/contact";
import { useEditContact } from "@/lib/contacts/edit-contact";
import { t } from "@/lib/messages";
import styles from "./contact.module.css";

const MAX_NAME_LENGTH = 300;

interface NameInPlaceProps {
  contact: Contact;
  className?: string;
  /** In rows only who has no name yet can be given one. */
  isOnlyIfUnnamed?: boolean;
}

/** The name, or the number while there is none, with a pencil that makes it a field. */
export function NameInPlace({ contact, className, isOnlyIfUnnamed = false }: NameInPlaceProps) {
  const mayChange = useMay("contacts.change_contact");
  const [isEditing, setIsEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const hasPencil = mayChange && !(isOnlyIfUnnamed && contact.name);

  function close(): void {
    setIsEditing(false);
    // The pencil is there again after this render.
    requestAnimationFrame(() => pencil.current?.focus());
  }

  if (isEditing) return <NameField contact={contact} onClose={close} />;
  const does = contact.name ? "inPlace.rename" : "inPlace.addNameTo";
  return (
    <>
      <ContactName contact={contact} className={className} />
      {hasPencil && (
        <button
          ref={pencil}
          type="button"
          className={styles.pencil}
          aria-label={t(does, { name: contact.display_name })}
          title={t(contact.name ? "inPlace.name" : "inPlace.addName")}
          onClick={() => setIsEditing(true)}
        >
          <IconPencil size={14} stroke={1.7} aria-hidden />
        </button>
      )}
    </>
  );
}

function NameField({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const edit = useEditContact();
  const [text, setText] = useState(contact.name);
  const isLeaving = useRef(false);

  async function save(): Promise<void> {
    if (isLeaving.current) return;
    const name = text.trim();
    if (name === contact.name) return leave();
    isLeaving.current = true;
    const isSaved = await edit({
      contact,
      changes: { name },
      shown: { name, display_name: name || (contact.phone_number ?? contact.display_name) },
      undo: { name: contact.name },
      done: name ? t("inPlace.nameNow", { name }) : t("inPlace.nameGone"),
      isCareful: true,
    });
    isLeaving.current = false;
    // What was typed stays in the field until it is saved.
    if (isSaved) onClose();
  }

  function leave(): void {
    isLeaving.current = true;
    onClose();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter") void save();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <input
      autoFocus
      dir="auto"
      className={styles.nameField}
      aria-label={t("inPlace.name")}
      title={t("inPlace.nameHint")}
      maxLength={MAX_NAME_LENGTH}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
    />
  );
}
