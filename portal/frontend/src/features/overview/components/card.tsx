import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import { t } from "@/lib/messages";
import styles from "./card.module.css";

interface CardProps {
  title: string;
  count?: string | undefined;
  /** Where all of it is. */
  to?: string | undefined;
  after?: ReactNode;
  children: ReactNode;
}

export function Card({ title, count, to, after, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        {count && <span className={`${styles.count} num`}>{count}</span>}
        <div className={styles.after}>
          {after}
          {to && (
            <Link to={to} className={styles.all} aria-describedby={id}>
              {t("overview.showAll")}
            </Link>
          )}
        </div>
      </header>
      {children}
    </section>
  );
}
