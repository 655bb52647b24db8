import { IconMessage } from "@tabler/icons-react";
import { type Call, heardShare } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { usePlayedShare } from "@/lib/player/use-played";
import styles from "./call-cells.module.css";
import { MiniWave } from "./mini-wave";
import { recordingWords } from "./recording-words";

// Without peaks a plain line stands for the recording.
const FLAT: readonly number[] = Array<number>(40).fill(0);

type Shown = Pick<
  Call,
  "id" | "recording" | "disposition" | "ring_seconds" | "heard_until_seconds" | "agent"
>;

/** The recording as a small waveform, or its state and the reason when there is none. */
export function RecordingCell({ call }: { call: Shown }) {
  const played = usePlayedShare(call.id);
  const { kind, text } = recordingWords(call);
  if (kind === "playable")
    return (
      <>
        <span className="only-heard">
          {t("cells.recordingLength", { length: length(call.recording.duration_seconds) })}
        </span>
        <MiniWave peaks={call.recording.peaks ?? FLAT} heard={heardShare(call)} played={played} />
      </>
    );
  return (
    <bdi
      className={`${styles.reason} cut`}
      data-trouble={kind === "trouble"}
      title={kind === "forbidden" ? t("cells.noRightWhy") : text}
    >
      {text}
    </bdi>
  );
}

/** "🗨 3"; nothing where there are none. */
export function NoteCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className={`${styles.notes} num`} title={t("cells.notes", { count })}>
      <IconMessage size={14} stroke={1.7} aria-hidden />
      <span aria-hidden="true">{number(count)}</span>
      <span className="only-heard">{t("cells.notes", { count })}</span>
    </span>
  );
}
