import type { ReactNode } from "react";
import styles from "./account-page.module.css";

interface FactProps {
  label: string;
  hint?: string;
  children: ReactNode;
}

export function Fact({ label, hint, children }: FactProps) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {children}
        {hint && <p className={styles.hint}>{hint}</p>}
      </dd>
    </div>
  );
}
