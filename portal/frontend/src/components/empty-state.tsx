import type { ReactNode } from "react";
import styles from "./states.module.css";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  /** Why it is so. */
  children?: ReactNode;
  /** One primary step, and one other. */
  steps?: ReactNode;
  tone?: "neutral" | "red";
}

/** Nothing to show: what is so, why, and what to do next. */
export function EmptyState({ icon, title, children, steps, tone = "neutral" }: EmptyStateProps) {
  return (
    <div className={styles.place}>
      <div className={styles.words}>
        <span className={styles.icon} data-tone={tone} aria-hidden="true">
          {icon}
        </span>
        <h2>{title}</h2>
        {children && <p>{children}</p>}
        {steps && <div className={styles.steps}>{steps}</div>}
      </div>
    </div>
  );
}
