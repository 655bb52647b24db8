import { IconMessage } from "@tabler/icons-react";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import type { NoteEntry } from "../api/timeline";
import styles from "./timeline.module.css";

export function NoteItem({ note }: { note: NoteEntry }) {
  return (
    <>
      <span className={styles.marker} aria-hidden="true">
        <IconMessage size={14} stroke={1.7} />
      </span>
      <div className={styles.note}>
        <p dir="auto" className={styles.noteText}>
          {note.text}
        </p>
        <p className={styles.noteFoot}>
          <PersonName person={note.author} />
          <Time at={note.at} isUnderDay className={styles.when} />
        </p>
      </div>
    </>
  );
}
