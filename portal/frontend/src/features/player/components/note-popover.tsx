import { useEffect, useState } from "react";
import { CallNoteForm } from "@/components/call-note-form";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { useFinishCall } from "@/lib/player/use-finish-call";
import styles from "./player-bar.module.css";

interface NotePopoverProps {
  callId: string;
  atSeconds: number;
  onClose: () => void;
}

/** Above the bar, so that what plays stays in sight. */
export function NotePopover({ callId, atSeconds, onClose }: NotePopoverProps) {
  const finish = useFinishCall();
  // Gives the focus back to what had it, a row of a list.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === document.body;
      if (isLost && before instanceof HTMLElement) before.focus({ preventScroll: true });
    },
    [before],
  );

  function finishFree(): void {
    // What plays next takes the focus along in its list, if nobody has it.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    finish();
  }

  const title = t("player.noteAt", { time: length(atSeconds) });
  return (
    <div className={styles.popover} data-above-player role="group" aria-label={title}>
      <p className={styles.popoverTitle}>{title}</p>
      <CallNoteForm
        callId={callId}
        atSeconds={atSeconds}
        onSaved={onClose}
        onCancel={onClose}
        onFinish={finishFree}
      />
    </div>
  );
}
