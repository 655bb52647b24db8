import { useEffect, useState } from "react";
import { t } from "@/lib/messages";
import styles from "./states.module.css";

const WAIT_MS = 200;

/** Grey bars in place of rows, once loading has taken long enough to be noticed. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), WAIT_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isLate) return null;
  return (
    <div role="status" className={styles.bars}>
      <span className="only-heard">{t("states.loading")}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.bar} aria-hidden="true">
          <span />
          <span />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
