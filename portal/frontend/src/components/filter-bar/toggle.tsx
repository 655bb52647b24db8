import type { ReactNode } from "react";
import styles from "./filter-bar.module.css";

interface ToggleProps {
  isOn: boolean;
  label: string;
  onClick: () => void;
  /** How many there are. */
  children: ReactNode;
}

export function Toggle({ isOn, label, onClick, children }: ToggleProps) {
  return (
    <button type="button" className={styles.toggle} aria-pressed={isOn} onClick={onClick}>
      {label}
      <span className={`${styles.toggleCount} num`}>{children}</span>
    </button>
  );
}
