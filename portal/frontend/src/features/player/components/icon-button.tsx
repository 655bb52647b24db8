import type { ReactNode } from "react";
import { caps } from "@/lib/keyboard/chords";
import styles from "./player-bar.module.css";

interface IconButtonProps {
  label: string;
  /** Shown with the label on hover. */
  keys?: string;
  isPressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function IconButton({ label, keys, isPressed, disabled, onClick, children }: IconButtonProps) {
  const cap = keys && caps(keys).map((press) => press.join(" ")).join(" ");
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      aria-pressed={isPressed}
      title={cap ? `${label} (${cap})` : label}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
