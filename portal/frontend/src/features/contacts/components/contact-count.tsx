import { cappedCount } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { useContactCount } from "../api/list-contacts";
import type { ContactFilters } from "../filters";
import styles from "./contacts.module.css";

export function ContactCount({ filters }: { filters: ContactFilters }) {
  const count = useContactCount(filters);
  return (
    <span role="status" className={`${styles.count} num`}>
      {count && t("contacts.count", { count: count.value, shown: cappedCount(count) })}
    </span>
  );
}
