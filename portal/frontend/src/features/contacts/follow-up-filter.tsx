import { IconCalendarDue } from "@tabler/icons-react";
import { ChoiceList } from "@/components/filter-bar/choice-list";
import type { Filter } from "@/components/filter-bar/filter";
import { day } from "@/lib/format/times";
import { dayAt } from "@/lib/format/zoned";
import { t } from "@/lib/messages";
import type { ContactFilters } from "./filters";

const WEEK_DAYS = 8;
const DUE = "due";

/** The day of a time in the address, which may hold anything. */
export function dayWords(text = ""): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : day(at);
}

/** One chip for two of the address: due now, or planned before a day. */
export function followUpFilter(
  filters: ContactFilters,
  change: (changes: ContactFilters) => void,
): Filter {
  const startOf = (days: number) => dayAt(days, 0).toISOString();
  const { follow_up_due: due, follow_up_before: before } = filters;
  const choices = [
    { value: DUE, label: t("contacts.followUpDue") },
    { value: startOf(0), label: t("contacts.followUpOverdue") },
    { value: startOf(WEEK_DAYS), label: t("contacts.followUpWeek") },
  ];
  const value = before ?? (due === "true" ? DUE : due);
  const label = t("contacts.followUp");
  const words = choices.find((choice) => choice.value === value)?.label;
  return {
    id: "follow_up",
    label,
    icon: IconCalendarDue,
    isSet: value !== undefined,
    words: words ?? t("contacts.followUpBefore", { time: dayWords(value) }),
    clear: () => change({ follow_up_due: undefined, follow_up_before: undefined }),
    editor: (done) => (
      <ChoiceList
        label={label}
        choices={choices}
        value={value}
        onChoose={(chosen) => {
          const isDue = chosen === DUE;
          change({
            follow_up_due: isDue ? "true" : undefined,
            follow_up_before: isDue ? undefined : chosen,
          });
          done();
        }}
      />
    ),
  };
}
