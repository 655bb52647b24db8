import { IconCheck } from "@tabler/icons-react";
import { useReviewCounts } from "@/lib/api/review-counts";
import { t } from "@/lib/messages";
import styles from "./review-page.module.css";

/** "12 done today": what this person has settled, also on other pages. */
export function DoneToday() {
  const done = useReviewCounts()?.done_today;
  if (!done) return null;
  return (
    <span className={`${styles.done} num`} title={t("review.doneTodayWhy")}>
      <IconCheck size={14} stroke={1.8} aria-hidden />
      {t("review.doneToday", { count: done })}
    </span>
  );
}
