import { t } from "@/lib/messages";
import type { Days } from "../api/get-overview";
import styles from "./period-choice.module.css";

const CHOICES: readonly Days[] = [1, 7, 30];

export function PeriodChoice({ days, onChoose }: { days: Days; onChoose: (days: Days) => void }) {
  return (
    <div className={styles.choices} role="group" aria-label={t("overview.period")}>
      {CHOICES.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.choice}
          aria-pressed={each === days}
          onClick={() => onChoose(each)}
        >
          {each === 1 ? t("overview.today") : t("overview.days", { count: each })}
        </button>
      ))}
    </div>
  );
}
