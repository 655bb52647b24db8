import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Contact } from "@/lib/contacts/contact";
import { dayAt, fieldTime, momentOf } from "@/lib/format/zoned";
import { t } from "@/lib/messages";
import styles from "./panel.module.css";

const MORNING = 9;
const MAX_NOTE_LENGTH = 300;

interface FollowUpFormProps {
  contact: Contact;
  save: (at: Date, note: string) => void;
  onClose: () => void;
}

export function FollowUpForm({ contact, save, onClose }: FollowUpFormProps) {
  const planned = contact.follow_up_at ? new Date(contact.follow_up_at) : dayAt(1, MORNING);
  const [time, setTime] = useState(fieldTime(planned));
  const [note, setNote] = useState(contact.follow_up_note);
  const [isRefused, setIsRefused] = useState(false);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const at = momentOf(time);
    setIsRefused(at === null);
    if (!at) return;
    save(at, note.trim());
    onClose();
  }

  return (
    <form
      className={styles.form}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <TextInput
        autoFocus
        type="datetime-local"
        label={t("contact.followUpAt")}
        value={time}
        error={isRefused && t("contact.needsTime")}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <TextInput
        dir="auto"
        label={t("contact.followUpNote")}
        maxLength={MAX_NOTE_LENGTH}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={styles.steps}>
        <Button type="submit">{t("contact.save")}</Button>
        <Button variant="default" onClick={onClose}>
          {t("contact.cancel")}
        </Button>
      </div>
    </form>
  );
}
