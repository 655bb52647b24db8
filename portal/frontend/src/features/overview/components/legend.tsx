import { t } from "@/lib/messages";
import styles from "./legend.module.css";

export function Legend() {
  return (
    <span className={styles.legend} aria-hidden="true">
      <span className={styles.answered}>{t("overview.answered")}</span>
      <span className={styles.other}>{t("overview.notAnswered")}</span>
    </span>
  );
}
