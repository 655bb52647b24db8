import { Avatar } from "@/components/avatar";
import { playedCallOf } from "@/components/call-cells/play-or-pause";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { type Call, isPlayable } from "@/lib/call";
import type { CallNote } from "@/lib/calls/notes";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { playCall, player, seekTo } from "@/lib/player/store";
import styles from "./notes.module.css";

interface NoteRowProps {
  call: Call;
  note: CallNote;
  isCurrent: boolean;
}

export function NoteRow({ call, note, isCurrent }: NoteRowProps) {
  const time = length(note.at_seconds ?? 0);
  const isTimed = typeof note.at_seconds === "number";
  return (
    <li className={styles.note} data-current={isCurrent}>
      {isTimed && isPlayable(call.recording) ? (
        <button
          type="button"
          className={`${styles.at} ${styles.goTo} num`}
          aria-label={t("call.noteGoTo", { time })}
          onClick={() => goTo(call, note.at_seconds ?? 0)}
        >
          {time}
        </button>
      ) : (
        <span className={`${styles.at} num`}>{isTimed && time}</span>
      )}
      <bdi dir="auto" className={styles.text}>
        {note.text}
      </bdi>
      <span className={styles.author}>
        <Avatar person={note.author} />
        <PersonName person={note.author} isShort />
      </span>
      <Time at={note.created_at} className={styles.when} />
    </li>
  );
}

export function goTo(call: Call, seconds: number): void {
  if (player.get().call?.id === call.id) seekTo(seconds);
  else playCall(playedCallOf(call), seconds);
}
