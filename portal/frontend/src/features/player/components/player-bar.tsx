import { IconPlayerSkipForwardFilled, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { closePlayer, neighbor, skipBy } from "@/lib/player/store";
import { useStep } from "@/lib/player/use-step";
import { Controls } from "./controls";
import { IconButton } from "./icon-button";
import { NoteButton } from "./note-button";
import { NotePopover } from "./note-popover";
import styles from "./player-bar.module.css";
import { SkipSilenceButton } from "./skip-silence-button";
import { SpeedMenu } from "./speed-menu";
import type { Shown } from "./shown";
import { VolumeButton } from "./volume-button";
import { Wave } from "./wave";
import { Who } from "./who";

const ARROWS: Readonly<Record<string, number>> = { ArrowLeft: -5, ArrowRight: 5 };

/** Who and when · −10, play, +10 · elapsed, waveform, total · speed, silence, volume, next · note */
export function PlayerBar(shown: Shown) {
  const { state, durationSeconds, notingAt, call } = shown;
  const step = useStep();

  function onKeyDown(event: KeyboardEvent): void {
    const seconds = ARROWS[event.key];
    const isOwn = (event.target as Element).closest('[role="slider"], textarea, [role="menu"]');
    if (seconds === undefined || isOwn || event.defaultPrevented) return;
    event.preventDefault();
    skipBy(seconds);
  }

  return (
    <section className={styles.bar} aria-label={t("player.label")} onKeyDown={onKeyDown}>
      <Who {...shown} />
      <Controls state={state} />
      <span className={`${styles.elapsed} num`}>{length(state.positionSeconds)}</span>
      <Wave {...shown} heightPx={40} />
      <span className={`${styles.total} num`}>{length(durationSeconds || null)}</span>
      <div className={styles.tools}>
        <SpeedMenu />
        <span className={styles.roomy}>
          <SkipSilenceButton />
        </span>
        <span className={styles.roomy}>
          <VolumeButton />
        </span>
        <IconButton
          label={t("player.next")}
          keys="n"
          disabled={!neighbor(state, 1)}
          onClick={() => void step(1)}
        >
          <IconPlayerSkipForwardFilled size={17} aria-hidden />
        </IconButton>
        <NoteButton {...shown} />
        <IconButton label={t("player.close")} keys="escape" onClick={closePlayer}>
          <IconX size={17} stroke={1.8} aria-hidden />
        </IconButton>
      </div>
      {notingAt !== null && (
        <NotePopover
          key={call.id}
          callId={call.id}
          atSeconds={notingAt}
          onClose={shown.onNoted}
        />
      )}
    </section>
  );
}
