import {
  type Icon,
  IconAlertTriangle,
  IconClockHour4,
  IconEraser,
  IconLock,
  IconMicrophoneOff,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconShieldExclamation,
} from "@tabler/icons-react";
import { type Call, isPlayable, isProcessing, isUnheard } from "@/lib/call";
import { t } from "@/lib/messages";
import { usePlayState } from "@/lib/player/use-played";
import styles from "./call-cells.module.css";
import { nameOf, playOrPause } from "./play-or-pause";
import { type RecordingWords, recordingWords } from "./recording-words";

const ICONS: Readonly<Partial<Record<RecordingWords["kind"], Icon>>> = {
  waiting: IconClockHour4,
  absent: IconMicrophoneOff,
  erased: IconEraser,
  forbidden: IconLock,
};

interface PlayProps {
  call: Call;
  /** The calls that N and Shift N go to. */
  queue?: readonly Call[];
  /** Where no row takes the keys: Tab comes to the button itself. */
  isTabStop?: boolean;
}

/** The button that plays a call, or the icon of why it can't; nothing where nobody answered. */
export function PlayCell({ call, ...props }: PlayProps) {
  const { kind } = recordingWords(call);
  if (isPlayable(call.recording)) return <PlayButton call={call} {...props} />;
  const Shown =
    kind === "trouble"
      ? call.recording.status === "failed"
        ? IconAlertTriangle
        : IconShieldExclamation
      : ICONS[kind];
  return (
    <span className={styles.place} data-trouble={kind === "trouble"}>
      {kind === "processing" && <Spinner />}
      {Shown && <Shown size={16} stroke={1.6} aria-hidden />}
    </span>
  );
}

/** 28 px, on touch 40; blue ring while unheard, full while it plays. */
export function PlayButton({ call, queue, isTabStop = false }: PlayProps) {
  const state = usePlayState(call.id);
  const isUnheardYet = isUnheard(call);
  const isWaiting = isProcessing(call.recording) && state === null;
  const name = nameOf(call);
  return (
    <button
      type="button"
      // One stop for Tab per row is enough: K plays the row that has focus.
      tabIndex={isTabStop ? 0 : -1}
      className={styles.play}
      data-state={state}
      data-unheard={isUnheardYet}
      data-waiting={isWaiting}
      aria-label={
        state === "playing"
          ? t("cells.pause", { name })
          : t(isWaiting ? "cells.playProcessing" : isUnheardYet ? "cells.playUnheard" : "cells.play", {
              name,
            })
      }
      onClick={() => playOrPause(call, queue)}
    >
      {isWaiting ? (
        <Spinner />
      ) : state === "playing" ? (
        <IconPlayerPauseFilled size={14} aria-hidden />
      ) : (
        <IconPlayerPlayFilled size={14} aria-hidden />
      )}
    </button>
  );
}

function Spinner() {
  return <span className={styles.spinner} aria-hidden="true" />;
}

/** Blue while there is something to hear that the viewer hasn't begun. */
export function UnheardDot({ call }: { call: Pick<Call, "recording" | "heard_at"> }) {
  if (!isUnheard(call)) return <span className={styles.dotPlace} />;
  return (
    <span className={styles.dotPlace}>
      <span className={styles.dot} title={t("cells.unheard")} />
      <span className="only-heard">{t("cells.unheard")}</span>
    </span>
  );
}
