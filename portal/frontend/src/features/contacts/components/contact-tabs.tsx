import { cappedCount } from "@/lib/format/numbers";
import { type PlainKey, t } from "@/lib/messages";
import { useContactCount } from "../api/list-contacts";
import { type ContactFilters, TABS, isAtTab, toTab } from "../filters";
import styles from "./contacts.module.css";

interface ContactTabsProps {
  filters: ContactFilters;
  change: (changes: ContactFilters) => void;
}

/** The questions of every day, each with its number. */
export function ContactTabs({ filters, change }: ContactTabsProps) {
  return (
    <div className={styles.tabs} role="group" aria-label={t("contacts.tabs")}>
      {TABS.map(([label, tab]) => (
        <Tab
          key={label}
          label={label}
          tab={tab}
          isOpen={isAtTab(filters, tab)}
          open={() => change(toTab(tab))}
        />
      ))}
    </div>
  );
}

interface TabProps {
  label: PlainKey;
  tab: ContactFilters;
  isOpen: boolean;
  open: () => void;
}

function Tab({ label, tab, isOpen, open }: TabProps) {
  return (
    <button type="button" aria-pressed={isOpen} onClick={open}>
      {t(label)}
      {Object.keys(tab).length > 0 && <TabCount tab={tab} />}
    </button>
  );
}

function TabCount({ tab }: { tab: ContactFilters }) {
  const count = useContactCount(tab);
  return count && <span className="num">{cappedCount(count)}</span>;
}
