import { type KeyboardEvent, type PointerEvent, Suspense, lazy, useState } from "react";
import { useElementSize } from "@mantine/hooks";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import type { CallNote } from "@/lib/calls/notes";
import { pinsOf } from "@/lib/player/pins";
import { PinButton } from "./pin-button";
import styles from "./waveform.module.css";

const WaveCanvas = lazy(() => import("./wave-canvas"));

interface SeekBarProps {
  durationSeconds: number;
  positionSeconds: number;
  /** To the millisecond, while this recording plays; else null. */
  now: (() => number) | null;
  /** From 0 to 1; empty: a flat line. */
  peaks: readonly number[];
  notes: readonly CallNote[];
  onSeek: (seconds: number) => void;
  heightPx: number;
  barPx?: number;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -10,
  PageUp: 10,
};

/** A recording's waveform: click and drag to seek, arrows too; notes stand on it as pins. */
export function SeekBar(props: SeekBarProps) {
  const { durationSeconds, positionSeconds, now, peaks, notes, onSeek, heightPx } = props;
  const { ref, width } = useElementSize();
  const [hovered, setHovered] = useState<number | null>(null);

  function secondsAt(event: PointerEvent): number {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return share * durationSeconds;
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = STEPS[event.key];
    const wanted =
      event.key === "Home" ? 0
      : event.key === "End" ? durationSeconds
      : step === undefined ? null
      : positionSeconds + step;
    if (wanted === null) return;
    event.preventDefault();
    onSeek(Math.min(durationSeconds, Math.max(0, wanted)));
  }

  const share = durationSeconds ? positionSeconds / durationSeconds : 0;
  return (
    <div className={styles.bar} style={{ height: heightPx }}>
      <div
        ref={ref}
        role="slider"
        tabIndex={0}
        className={styles.slider}
        aria-label={t("player.position")}
        aria-valuemin={0}
        aria-valuemax={Math.round(durationSeconds)}
        aria-valuenow={Math.round(positionSeconds)}
        aria-valuetext={t("player.of", {
          at: length(positionSeconds),
          all: length(durationSeconds),
        })}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          onSeek(secondsAt(event));
        }}
        onPointerMove={(event) => {
          setHovered(secondsAt(event));
          if (event.currentTarget.hasPointerCapture(event.pointerId)) onSeek(secondsAt(event));
        }}
        onPointerLeave={() => setHovered(null)}
      >
        <Suspense fallback={<div className={styles.line} />}>
          <WaveCanvas
            peaks={peaks}
            heightPx={heightPx}
            barPx={props.barPx ?? 2}
            share={share}
            nowShare={now && (() => now() / (durationSeconds || 1))}
          />
        </Suspense>
        {hovered !== null && durationSeconds > 0 && (
          <span
            className={`${styles.hover} num`}
            style={{ left: `${(hovered / durationSeconds) * 100}%` }}
          >
            {length(hovered)}
          </span>
        )}
      </div>
      {pinsOf(notes, { durationSeconds, widthPx: width }).map((pin) => (
        <PinButton key={pin.notes[0]?.id} pin={pin} onSeek={onSeek} />
      ))}
    </div>
  );
}
