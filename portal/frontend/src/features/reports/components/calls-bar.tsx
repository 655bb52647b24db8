import type { ReportRow } from "../api/get-team-report";
import styles from "./calls-bar.module.css";

/** The row's calls beside the others': answered in blue. Its figures stand in the row. */
export function CallsBar({ row, most }: { row: ReportRow; most: number }) {
  const width = (calls: number) => `${(calls / most) * 100}%`;
  return (
    <span className={styles.bar} aria-hidden="true">
      <span className={styles.answered} style={{ width: width(row.answered) }} />
      {row.calls > row.answered && (
        <span className={styles.other} style={{ width: width(row.calls - row.answered) }} />
      )}
    </span>
  );
}
