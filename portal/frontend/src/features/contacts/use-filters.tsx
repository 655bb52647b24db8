import {
  IconAddressBook,
  IconBan,
  IconBuilding,
  IconCalendar,
  IconCircleDashed,
  IconFlag,
  IconUser,
  IconUserPlus,
  IconUserQuestion,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type Choice, ChoiceList } from "@/components/filter-bar/choice-list";
import type { Filter } from "@/components/filter-bar/filter";
import { useMe } from "@/lib/api/me";
import { useStatuses } from "@/lib/contacts/list-statuses";
import { type PlainKey, t } from "@/lib/messages";
import { peopleQuery } from "@/lib/people/list-people";
import { dayWords, followUpFilter } from "./follow-up-filter";
import type { ContactFilters, FilterName } from "./filters";

type Change = (changes: ContactFilters) => void;
type Look = Pick<Filter, "label" | "icon" | "isPinned">;
type Choices = readonly (readonly [value: string, label: PlainKey])[];

const SOURCES: Choices = [
  ["call_upload", "contacts.sourceCall"],
  ["manual", "contacts.sourceManual"],
  ["import", "contacts.sourceImport"],
  ["api", "contacts.sourceApi"],
];
const UNNAMED: Choices = [
  ["true", "contacts.unnamed"],
  ["false", "contacts.named"],
];
const DO_NOT_CALL: Choices = [
  ["true", "contacts.doNotCall"],
  ["false", "contacts.mayCall"],
];
const NEW_LEAD: Choices = [
  ["true", "contacts.newLead"],
  ["false", "contacts.lookedAt"],
];

function said(choices: Choices): Choice[] {
  return choices.map(([value, label]) => ({ value, label: t(label) }));
}

/** What the list of contacts can be narrowed by. */
export function useFilters(filters: ContactFilters, change: Change): Filter[] {
  const me = useMe();
  const statuses = useStatuses();
  const { data: people = [] } = useQuery(peopleQuery);

  /** Without an editor: set by a link, or by `choose`. */
  function of(name: FilterName, look: Look, words?: string): Filter {
    const value = filters[name];
    return {
      ...look,
      id: name,
      isSet: value !== undefined,
      words: value === undefined ? "" : (words ?? value),
      clear: () => change({ [name]: undefined }),
    };
  }

  function oneOf(name: FilterName, look: Look, choices: readonly Choice[]): Filter {
    const value = filters[name];
    return {
      ...of(name, look, choices.find((choice) => choice.value === value)?.label),
      editor: (done) => (
        <ChoiceList
          label={look.label}
          choices={choices}
          value={value}
          onChoose={(chosen) => {
            change({ [name]: chosen });
            done();
          }}
        />
      ),
    };
  }

  const others = people.filter(({ id }) => id !== me.id);
  const owners = [
    { value: "me", label: t("contacts.me") },
    ...others.map(({ username, name }) => ({ value: username, label: name })),
  ];
  const created = { label: t("contacts.created"), icon: IconCalendar };
  return [
    oneOf(
      "status",
      { label: t("contacts.status"), icon: IconCircleDashed, isPinned: true },
      statuses.map(({ name }) => ({ value: name, label: name })),
    ),
    oneOf("owner", { label: t("contacts.owner"), icon: IconUser, isPinned: true }, owners),
    followUpFilter(filters, change),
    oneOf("unnamed", { label: t("contacts.name"), icon: IconUserQuestion }, said(UNNAMED)),
    oneOf("do_not_call", { label: t("contacts.doNotCall"), icon: IconBan }, said(DO_NOT_CALL)),
    oneOf("new_lead", { label: t("contacts.newLead"), icon: IconUserPlus }, said(NEW_LEAD)),
    oneOf("source", { label: t("contacts.source"), icon: IconAddressBook }, said(SOURCES)),
    {
      ...of(
        "needs_attention",
        { label: t("contacts.attention"), icon: IconFlag },
        filters.needs_attention === "true" ? t("contacts.needsAttention") : undefined,
      ),
      choose: () => change({ needs_attention: "true" }),
    },
    of("company", { label: t("contacts.company"), icon: IconBuilding }),
    of(
      "created_after",
      created,
      t("contacts.createdAfter", { time: dayWords(filters.created_after) }),
    ),
    of(
      "created_before",
      created,
      t("contacts.createdBefore", { time: dayWords(filters.created_before) }),
    ),
  ];
}
