import { length } from "@/lib/format/durations";
import { axisMarks } from "../axis";
import styles from "./recording-card.module.css";

export function TimeAxis({ durationSeconds }: { durationSeconds: number }) {
  return (
    <div className={`${styles.axis} num`} aria-hidden="true">
      {axisMarks(durationSeconds).map((seconds) => (
        <span key={seconds} style={{ left: `${(seconds / durationSeconds) * 100}%` }}>
          {length(seconds)}
        </span>
      ))}
      <span className={styles.end}>{length(durationSeconds)}</span>
    </div>
  );
}
