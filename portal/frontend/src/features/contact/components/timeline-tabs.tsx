import { cappedCount } from "@/lib/format/numbers";
import { type PlainKey, t } from "@/lib/messages";
import { type TimelineKind, useTimeline } from "../api/timeline";
import styles from "./contact-page.module.css";

const TABS: readonly (readonly [TimelineKind | undefined, PlainKey])[] = [
  [undefined, "contact.all"],
  ["call", "contact.calls"],
  ["note", "contact.notes"],
  ["event", "contact.changes"],
];

interface TimelineTabsProps {
  contactId: string;
  kind: TimelineKind | undefined;
  onChoose: (kind: TimelineKind | undefined) => void;
}

/** What of the history is on show, each with its number. */
export function TimelineTabs({ contactId, kind, onChoose }: TimelineTabsProps) {
  const counts = useTimeline(contactId, kind).firstPage?.counts;
  return (
    <div className={styles.tabs} role="group" aria-label={t("contact.tabs")}>
      {TABS.map(([tab, label]) => {
        const count = tab && counts?.[tab];
        return (
          <button
            key={label}
            type="button"
            aria-pressed={tab === kind}
            onClick={() => onChoose(tab)}
          >
            {t(label)} {count && <span className="num">{cappedCount(count)}</span>}
          </button>
        );
      })}
    </div>
  );
}
