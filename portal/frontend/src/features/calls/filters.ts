import { type AddressState, addressQuery } from "@/lib/use-address-state";

/** As the API names them: the page's address and the list's are the same. */
export const FILTER_NAMES = [
  "search",
  "started_after",
  "started_before",
  "agent",
  "team",
  "contact",
  "number",
  "direction",
  "disposition",
  "outcome",
  "recording_status",
  "finding",
  "min_duration",
  "max_duration",
  "needs_attention",
  "reviewed",
  "heard",
] as const;

export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = AddressState<FilterName>;

export const CHIPS = [
  "date",
  "agent",
  "team",
  "direction",
  "disposition",
  "outcome",
  "recording",
  "finding",
  "duration",
  "attention",
  "reviewed",
  "heard",
  "contact",
  "number",
] as const;
/** One thing that a list is narrowed by, as people see it. */
export type Chip = (typeof CHIPS)[number];

const PARTS: Readonly<Record<Chip, readonly FilterName[]>> = {
  date: ["started_after", "started_before"],
  agent: ["agent"],
  team: ["team"],
  direction: ["direction"],
  disposition: ["disposition"],
  outcome: ["outcome"],
  recording: ["recording_status"],
  finding: ["finding"],
  duration: ["min_duration", "max_duration"],
  attention: ["needs_attention"],
  reviewed: ["reviewed"],
  heard: ["heard"],
  contact: ["contact"],
  number: ["number"],
};

export function isActive(filters: Filters, chip: Chip): boolean {
  return PARTS[chip].some((name) => filters[name] !== undefined);
}

export function activeChips(filters: Filters): Chip[] {
  return CHIPS.filter((chip) => isActive(filters, chip));
}

/** The change that takes it out. */
export function cleared(chip: Chip): Filters {
  return Object.fromEntries(PARTS[chip].map((name) => [name, undefined]));
}

export function without(filters: Filters, chip: Chip): Filters {
  return { ...filters, ...cleared(chip) };
}

export const NOTHING: Filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));

/** "direction=inbound&…", in one order whatever the address's: what a saved view keeps. */
export function queryText(filters: Filters): string {
  return addressQuery(FILTER_NAMES, filters);
}
