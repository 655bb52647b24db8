import { SeekBar } from "@/components/waveform/seek-bar";
import { audio } from "@/lib/player/audio";
import { failureWords } from "@/lib/player/failure-words";
import { t } from "@/lib/messages";
import { seekTo, tryAgain } from "@/lib/player/store";
import styles from "./player-bar.module.css";
import type { Shown } from "./shown";

type WaveProps = Pick<Shown, "state" | "durationSeconds" | "peaks" | "notes"> & { heightPx: number };

/** The waveform; while it loads a flat line, and in its place why it can't be played. */
export function Wave({ state, durationSeconds, peaks, notes, heightPx }: WaveProps) {
  if (state.failure)
    return (
      <div className={styles.failure} role="alert">
        <span>{failureWords(state.failure)}</span>
        {state.failure.isRetryable && (
          <button type="button" className={styles.again} onClick={tryAgain}>
            {t("states.tryAgain")}
          </button>
        )}
      </div>
    );
  return (
    <div className={styles.wave} aria-busy={state.isWaiting}>
      <SeekBar
        durationSeconds={durationSeconds}
        positionSeconds={state.positionSeconds}
        now={state.isPlaying ? audio.now : null}
        peaks={peaks}
        notes={notes}
        onSeek={seekTo}
        heightPx={heightPx}
      />
    </div>
  );
}
