import { cappedCount } from "@/lib/format/numbers";
import { type CaseKind, sumOf, useReviewCounts } from "@/lib/api/review-counts";
import { type PlainKey, t } from "@/lib/messages";
import styles from "./kind-tabs.module.css";

const KINDS: readonly (readonly [CaseKind | undefined, PlainKey])[] = [
  [undefined, "review.all"],
  ["unlinked", "review.unlinkedTab"],
  ["invalid_number", "review.invalidTab"],
  ["recording", "review.recordingTab"],
  ["new_lead", "review.leadTab"],
];

interface KindTabsProps {
  kind: CaseKind | undefined;
  onChoose: (kind: CaseKind | undefined) => void;
}

export function KindTabs({ kind, onChoose }: KindTabsProps) {
  const counts = useReviewCounts();
  return (
    <div className={styles.tabs} role="group" aria-label={t("review.kinds")}>
      {KINDS.map(([each, label]) => {
        const count = counts && (each ? counts[each] : sumOf(counts));
        return (
          <button
            key={label}
            type="button"
            className={styles.tab}
            aria-pressed={kind === each}
            onClick={() => onChoose(each)}
          >
            {t(label)}
            {count && <span className={`${styles.count} num`}>{cappedCount(count)}</span>}
          </button>
        );
      })}
    </div>
  );
}

export function asKind(text: string | undefined): CaseKind | undefined {
  return KINDS.find(([kind]) => kind === text)?.[0];
}
