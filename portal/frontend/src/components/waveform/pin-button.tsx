import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import type { CallNote } from "@/lib/calls/notes";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import type { Pin } from "@/lib/player/pins";
import styles from "./waveform.module.css";

// Near an edge the card would leave the window.
const EDGE = 0.2;

function sideOf(share: number): "left" | "right" | "middle" {
  if (share < EDGE) return "left";
  return share > 1 - EDGE ? "right" : "middle";
}

interface PinButtonProps {
  pin: Pin<CallNote>;
  onSeek: (seconds: number) => void;
}

/** A note at its moment: shown on hover and focus, a click goes there. Several near by are one. */
export function PinButton({ pin, onSeek }: PinButtonProps) {
  const said = pin.notes.map((note) =>
    t("player.noteAtText", { time: length(note.at_seconds), text: note.text }),
  );
  return (
    <div className={styles.pin} style={{ left: `${pin.share * 100}%` }}>
      <button
        type="button"
        className={styles.pinButton}
        aria-label={said.join(". ")}
        onClick={() => onSeek(pin.atSeconds)}
      >
        <span
          className={styles.pinHead}
          data-count={pin.notes.length > 1 ? pin.notes.length : undefined}
        />
      </button>
      <div className={styles.card} data-side={sideOf(pin.share)} aria-hidden="true">
        {pin.notes.map((note) => (
          <div key={note.id} className={styles.cardNote}>
            <p className={styles.cardText}>
              <span className={`${styles.cardTime} num`}>{length(note.at_seconds)}</span>{" "}
              <bdi dir="auto">{note.text}</bdi>
            </p>
            <p className={styles.cardBy}>
              <PersonName person={note.author} />, <Time at={note.created_at} />
            </p>
          </div>
        ))}
      </div>
    </div>
  );
}
