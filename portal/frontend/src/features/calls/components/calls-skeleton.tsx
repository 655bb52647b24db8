import { useEffect, useState } from "react";
import { t } from "@/lib/messages";
import { useLayout } from "@/lib/use-layout";
import { columnsOf } from "./columns";
import styles from "./calls.module.css";

const WAIT_MS = 200;
const ROWS = 22;
const SHARES = [0.44, 0.86, 0.6, 0.6, 0.86, 0.44, 0.75, 0.85];

/** The table with grey bars, once loading has taken long enough to be noticed. */
export function CallsSkeleton() {
  const layout = useLayout();
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;

  const columns = columnsOf({ layout, mayAnnotate: false, mayReview: false, queue: [] });
  const isPhone = layout === "phone";
  const tracks = isPhone ? "36px 1fr 48px" : columns.map(({ width }) => width).join(" ");
  const bars = isPhone ? 3 : columns.length;
  return (
    <div role="status" className={styles.skeleton}>
      <span className="only-heard">{t("states.loading")}</span>
      {!isPhone && (
        <div className={styles.skeletonHead} style={{ gridTemplateColumns: tracks }} aria-hidden>
          {columns.map((column) => (
            <span key={column.id} data-right={column.isRight}>
              {column.header}
            </span>
          ))}
        </div>
      )}
      {Array.from({ length: ROWS }, (_, row) => (
        <div
          key={row}
          className={styles.skeletonRow}
          style={{ gridTemplateColumns: tracks }}
          aria-hidden
        >
          {Array.from({ length: bars }, (__, bar) => (
            <span key={bar} style={{ width: widthOf(row, bar) }} />
          ))}
        </div>
      ))}
    </div>
  );
}

function widthOf(row: number, bar: number): string | undefined {
  if (bar === 0) return undefined;
  const share = SHARES[(row * 3 + bar * 5) % SHARES.length] ?? 1;
  return `${share * 100}%`;
}
