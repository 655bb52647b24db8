import { Button, Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useAddNote } from "@/lib/calls/add-note";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useDraft } from "@/lib/use-draft";
import styles from "./call-note-form.module.css";

export const callNoteDraft = (callId: string) => `call-note:${callId}`;

interface CallNoteFormProps {
  callId: string;
  /** Null: about the whole call. */
  atSeconds: number | null;
  onSaved: () => void;
  onCancel: () => void;
  /** After Ctrl Enter has saved. */
  onFinish?: () => void;
}

/** A note about a moment of a call. What is typed outlives a reload; a failure loses nothing. */
export function CallNoteForm({ callId, atSeconds, onSaved, onCancel, onFinish }: CallNoteFormProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(callNoteDraft(callId), { text: "" });
  const { mutateAsync, isPending, error } = useAddNote();
  const text = draft.value.text.trim();
  const time = atSeconds === null ? null : length(atSeconds);
  const label = time === null ? t("player.noteLabelWhole") : t("player.noteLabel", { time });

  useEffect(() => field.current?.focus(), []);

  async function save({ isFinishing = false } = {}): Promise<void> {
    if (isPending) return;
    if (text) {
      try {
        await mutateAsync({ callId, text, atSeconds });
      } catch {
        // `error` says why, below the field.
        return;
      }
      draft.clear();
      showToast(time === null ? t("player.noteSavedWhole") : t("player.noteSaved", { time }));
      onSaved();
    }
    if (isFinishing) onFinish?.();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onCancel();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save({ isFinishing: event.ctrlKey || event.metaKey });
    }
  }

  return (
    <div className={styles.form} onKeyDown={onKeyDown}>
      <Textarea
        ref={field}
        autosize
        minRows={1}
        maxRows={6}
        aria-label={label}
        placeholder={label}
        value={draft.value.text}
        onChange={(event) => draft.set({ text: event.currentTarget.value })}
        error={error && t("player.notSaved", { reason: error.message })}
        className={styles.field}
      />
      <div className={styles.foot}>
        <span className={styles.hint}>
          {t(onFinish ? "player.noteHint" : "player.noteHintPlain")}
        </span>
        <Button loading={isPending} disabled={!text} onClick={() => void save()}>
          {t("player.noteSave")}
        </Button>
      </div>
    </div>
  );
}
