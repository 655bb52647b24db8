import type { ReactNode } from "react";
import styles from "./badge.module.css";

export type Tone = "neutral" | "blue" | "amber" | "red" | "green";

interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
}

/** Something that calls for an act (amber, red, blue), or a neutral fact. */
export function Badge({ tone = "neutral", icon, children }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {icon}
      {children}
    </span>
  );
}
