import {
  IconAddressBook,
  IconBan,
  IconBuilding,
  IconCalendar,
  IconCalendarDue,
  IconCircleDashed,
  IconFlag,
  IconUser,
  IconUserPlus,
  IconUserQuestion,
} from "@tabler/icons-react";
import type { Filter, FilterChoice } from "@/components/filter-bar/filter-bar";
import { useMe } from "@/lib/api/me";
import { useStatuses } from "@/lib/contacts/list-statuses";
import { day } from "@/lib/format/times";
import { dayAt } from "@/lib/format/zoned";
import { t } from "@/lib/messages";
import { useOwners } from "./api/list-people";
import type { ContactFilters, FilterName } from "./filters";

const WEEK_DAYS = 8;

function yesOrNo(yes: string, no: string): FilterChoice[] {
  return [
    { value: "true", label: yes },
    { value: "false", label: no },
  ];
}

function sources(): FilterChoice[] {
  return [
    { value: "call_upload", label: t("contacts.sourceCall") },
    { value: "manual", label: t("contacts.sourceManual") },
    { value: "import", label: t("contacts.sourceImport") },
    { value: "api", label: t("contacts.sourceApi") },
  ];
}

function dayOf(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : day(at);
}

type Change = (changes: ContactFilters) => void;

/** The list's filters as chips: what each says, and what it can be set to. */
export function useFilters(filters: ContactFilters, change: Change): Filter[] {
  const me = useMe();
  const statuses = useStatuses();
  const owners = useOwners() ?? [];

  type Look = Pick<Filter, "label" | "icon">;
  function of(name: FilterName, look: Look, choices: FilterChoice[] = [], words?: string): Filter {
    const value = filters[name];
    const chosen = choices.find((choice) => choice.value === value)?.label;
    return {
      ...look,
      id: name,
      value,
      words: value === undefined ? "" : (words ?? chosen ?? value),
      choices,
      onChoose: (next) => change({ [name]: next }),
    };
  }

  return [
    of(
      "status",
      { label: t("contacts.status"), icon: IconCircleDashed },
      statuses.map(({ name }) => ({ value: name, label: name })),
    ),
    of("owner", { label: t("contacts.owner"), icon: IconUser }, [
      { value: "me", label: t("contacts.me") },
      ...owners
        .filter(({ id }) => id !== me.id)
        .map(({ username, name }) => ({ value: username, label: name })),
    ]),
    followUp(filters, change),
    of(
      "unnamed",
      { label: t("contacts.name"), icon: IconUserQuestion },
      yesOrNo(t("contacts.unnamed"), t("contacts.named")),
    ),
    of(
      "do_not_call",
      { label: t("contacts.doNotCall"), icon: IconBan },
      yesOrNo(t("contacts.doNotCall"), t("contacts.mayCall")),
    ),
    of(
      "new_lead",
      { label: t("contacts.newLead"), icon: IconUserPlus },
      yesOrNo(t("contacts.newLead"), t("contacts.lookedAt")),
    ),
    of("source", { label: t("contacts.source"), icon: IconAddressBook }, sources()),
    of("needs_attention", { label: t("contacts.attention"), icon: IconFlag }, [
      { value: "true", label: t("contacts.needsAttention") },
    ]),
    of("company", { label: t("contacts.company"), icon: IconBuilding }),
    of(
      "created_after",
      { label: t("contacts.created"), icon: IconCalendar },
      [],
      t("contacts.createdAfter", { time: dayOf(filters.created_after ?? "") }),
    ),
    of(
      "created_before",
      { label: t("contacts.created"), icon: IconCalendar },
      [],
      t("contacts.createdBefore", { time: dayOf(filters.created_before ?? "") }),
    ),
  ];
}

/** One chip for two of the address: due now, or planned before a day. */
function followUp(filters: ContactFilters, change: Change): Filter {
  const startOf = (days: number) => dayAt(days, 0).toISOString();
  const { follow_up_due: due, follow_up_before: before } = filters;
  const choices = [
    { value: "due", label: t("contacts.followUpDue") },
    { value: startOf(0), label: t("contacts.followUpOverdue") },
    { value: startOf(WEEK_DAYS), label: t("contacts.followUpWeek") },
  ];
  const value = before ?? (due === "true" ? "due" : due);
  const words = choices.find((choice) => choice.value === value)?.label;
  return {
    id: "follow_up",
    label: t("contacts.followUp"),
    icon: IconCalendarDue,
    value,
    words: words ?? t("contacts.followUpBefore", { time: dayOf(value ?? "") }),
    choices,
    onChoose: (next) =>
      change({
        follow_up_due: next === "due" ? "true" : undefined,
        follow_up_before: next === "due" ? undefined : next,
      }),
  };
}
