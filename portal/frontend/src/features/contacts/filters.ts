import { addressQuery } from "@/lib/use-address-state";

/** What stands in the address, by the API's own names: a list's address works for both. */
export const FILTER_NAMES = [
  "search",
  "status",
  "owner",
  "follow_up_due",
  "follow_up_before",
  "unnamed",
  "do_not_call",
  "new_lead",
  "needs_attention",
  "company",
  "source",
  "created_after",
  "created_before",
  "sort",
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];
export type ContactFilters = Readonly<Partial<Record<FilterName, string>>>;

/** The tabs of the head: each is one filter of every day. */
export const TABS = [
  ["contacts.all", {}],
  ["contacts.mine", { owner: "me" }],
  ["contacts.due", { follow_up_due: "true" }],
  ["contacts.newLeads", { new_lead: "true" }],
] as const satisfies readonly (readonly [string, ContactFilters])[];

const TAB_NAMES = ["owner", "follow_up_due", "new_lead"] as const;

/** What leads to a tab: its filter, without those of the other tabs. */
export function toTab(filters: ContactFilters): ContactFilters {
  return { owner: undefined, follow_up_due: undefined, new_lead: undefined, ...filters };
}

export function isAtTab(shown: ContactFilters, tab: ContactFilters): boolean {
  return TAB_NAMES.every((name) => (shown[name] ?? "") === (tab[name] ?? ""));
}

/** Whatever narrows the list, the search apart. */
export function isFiltered(filters: ContactFilters): boolean {
  return FILTER_NAMES.some(
    (name) => name !== "search" && name !== "sort" && filters[name] !== undefined,
  );
}

export const NO_FILTERS: ContactFilters = Object.fromEntries(
  FILTER_NAMES.filter((name) => name !== "sort").map((name) => [name, undefined]),
);

const NUMBER_CHARACTERS = /^[\d\s()+\-./]+$/;
const FEWEST_DIGITS = 5;

/** Whether somebody is looking for a number, in whatever form. */
export function looksLikeNumber(search: string): boolean {
  return (
    NUMBER_CHARACTERS.test(search) && search.replace(/\D/g, "").length >= FEWEST_DIGITS
  );
}

/** In one order whatever the address's: what a saved view keeps. */
export function queryText(filters: ContactFilters): string {
  return addressQuery(FILTER_NAMES, filters);
}
