import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Contact } from "@/lib/contacts/contact";
import { dayAt, fieldTime, momentOf } from "@/lib/format/zoned";
import { t } from "@/lib/messages";
import { keptDraft, useDraft } from "@/lib/use-draft";
import styles from "./panel.module.css";

const MORNING = 9;
const MAX_NOTE_LENGTH = 300;

const keyOf = (contactId: string) => `follow-up:${contactId}`;

/** Typed before a reload, and not saved yet. */
export function hasFollowUpDraft(contactId: string): boolean {
  return keptDraft(keyOf(contactId)) !== null;
}

interface FollowUpFormProps {
  contact: Contact;
  /** Whether it was saved. */
  save: (at: Date, note: string) => Promise<boolean>;
  onClose: () => void;
}

/** What is typed stays until it is saved or given up. */
export function FollowUpForm({ contact, save, onClose }: FollowUpFormProps) {
  const planned = contact.follow_up_at ? new Date(contact.follow_up_at) : dayAt(1, MORNING);
  const [initial] = useState({ time: fieldTime(planned), note: contact.follow_up_note });
  const draft = useDraft(keyOf(contact.id), initial);
  const { time, note } = draft.value;
  const [isRefused, setIsRefused] = useState(false);
  const [isSaving, setIsSaving] = useState(false);

  function close(): void {
    draft.clear();
    onClose();
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const at = momentOf(time);
    setIsRefused(at === null);
    if (!at || isSaving) return;
    setIsSaving(true);
    const isSaved = await save(at, note.trim());
    setIsSaving(false);
    if (isSaved) close();
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && close()}
    >
      <TextInput
        autoFocus
        type="datetime-local"
        label={t("contact.followUpAt")}
        value={time}
        error={isRefused && t("contact.needsTime")}
        onChange={(event) => draft.set({ time: event.currentTarget.value, note })}
      />
      <TextInput
        dir="auto"
        label={t("contact.followUpNote")}
        maxLength={MAX_NOTE_LENGTH}
        value={note}
        onChange={(event) => draft.set({ time, note: event.currentTarget.value })}
      />
      <div className={styles.steps}>
        <Button type="submit" loading={isSaving}>{t("contact.save")}</Button>
        <Button variant="default" onClick={close}>
          {t("contact.cancel")}
        </Button>
      </div>
    </form>
  );
}
