import { t } from "@/lib/messages";
import styles from "./states.module.css";

/** What somebody was writing about a thing that has gone meanwhile: to be copied elsewhere. */
export function KeptWords({ text }: { text: string }) {
  return (
    <span className={styles.kept}>
      {t("states.kept")}
      <bdi dir="auto" className={styles.keptText}>
        {text}
      </bdi>
    </span>
  );
}
