import type { CallNote } from "@/lib/calls/notes";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { currentNote } from "@/lib/player/current-note";
import { seekTo } from "@/lib/player/store";
import styles from "./full-player.module.css";

interface FullNotesProps {
  notes: readonly CallNote[];
  positionSeconds: number;
}

export function FullNotes({ notes, positionSeconds }: FullNotesProps) {
  if (notes.length === 0) return null;
  const current = currentNote(notes, positionSeconds);
  return (
    <section>
      <h3 className={styles.notesTitle}>
        {t("player.notes")} <span className={styles.count}>{notes.length}</span>
      </h3>
      <ul className={styles.notes}>
        {notes.map((item) => (
          <li key={item.id} data-current={item === current}>
            {typeof item.at_seconds === "number" ? (
              <button
                type="button"
                className={`${styles.at} num`}
                onClick={() => seekTo(item.at_seconds ?? 0)}
              >
                {length(item.at_seconds)}
              </button>
            ) : (
              <span className={styles.at} />
            )}
            <bdi dir="auto" className={styles.text}>
              {item.text}
            </bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
