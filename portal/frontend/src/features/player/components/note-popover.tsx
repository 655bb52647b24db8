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
  const title = t("player.noteAt", { time: length(atSeconds) });
  return (
    <div className={styles.popover} role="group" aria-label={title}>
      <p className={styles.popoverTitle}>{title}</p>
      <CallNoteForm
        callId={callId}
        atSeconds={atSeconds}
        onSaved={onClose}
        onCancel={onClose}
        onFinish={finish}
      />
    </div>
  );
}
