import { Textarea } from "@mantine/core";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { useDraft } from "@/lib/use-draft";
import { type Segment, useEditTranscript } from "../api/transcript";
import styles from "./transcript.module.css";

interface SegmentEditorProps {
  callId: string;
  segment: Segment;
  etag: string;
  onClose: () => void;
}

/** A sentence, corrected in place. Somebody else's change meanwhile is shown, and nothing is lost. */
export function SegmentEditor({ callId, segment, etag, onClose }: SegmentEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(`segment:${segment.id}`, { text: segment.text });
  const { mutateAsync, isPending, error } = useEditTranscript(callId);
  useEffect(() => field.current?.focus(), []);

  async function save(): Promise<void> {
    const text = draft.value.text.trim();
    if (text !== segment.text) {
      try {
        await mutateAsync({ segmentId: segment.id, text, etag });
      } catch {
        // `error` says why, below the field.
        return;
      }
    }
    leave();
  }

  function leave(): void {
    draft.clear();
    onClose();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void save();
    }
  }

  return (
    <Textarea
      ref={field}
      autosize
      dir="auto"
      className={styles.editor}
      aria-label={t("call.editLabel", { time: length(segment.start_seconds) })}
      description={t("call.editHint")}
      inputWrapperOrder={["input", "description", "error"]}
      value={draft.value.text}
      disabled={isPending}
      error={error && wordsOf(error)}
      onChange={(event) => draft.set({ text: event.currentTarget.value })}
      onKeyDown={onKeyDown}
    />
  );
}

function wordsOf(error: Error): string {
  if (error instanceof ApiProblem && error.code === "version_mismatch")
    return t("call.changedMeanwhile");
  return t("player.notSaved", { reason: error.message });
}
