import { memo } from "react";
import styles from "./call-cells.module.css";

const PITCH = 3;
const HEIGHT = 20;
const LOUDEST = 255;
const QUIETEST_HEIGHT = 2;

interface MiniWaveProps {
  /** 40 values from 0 to 255. */
  peaks: readonly number[];
  /** From 0 to 1. */
  heard?: number;
  /** From 0 to 1 while it stands in the player, else null. */
  played?: number | null;
}

function path(peaks: readonly number[], from: number, to: number): string {
  let drawn = "";
  for (let bar = from; bar < to; bar += 1) {
    const loudness = (peaks[bar] ?? 0) / LOUDEST;
    const height = Math.max(QUIETEST_HEIGHT, loudness * HEIGHT);
    drawn += `M${bar * PITCH + 1} ${((HEIGHT - height) / 2).toFixed(1)}v${height.toFixed(1)}`;
  }
  return drawn;
}

/** The shape of a recording in 120 px: what was played in blue, what was heard darker. Decoration. */
export const MiniWave = memo(function MiniWave({ peaks, heard = 0, played = null }: MiniWaveProps) {
  const count = peaks.length;
  const until = Math.round((played ?? heard) * count);
  return (
    <svg
      className={styles.wave}
      data-played={played !== null}
      viewBox={`0 0 ${count * PITCH - 1} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path className={styles.before} d={path(peaks, 0, until)} />
      <path className={styles.after} d={path(peaks, until, count)} />
    </svg>
  );
});
