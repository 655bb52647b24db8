import { day } from "@/lib/format/times";
import { type PlainKey, t } from "@/lib/messages";
import type { Filters } from "./filters";

/** Relative, so that a saved view goes with the days. */
export const PERIODS: readonly { label: PlainKey; after: string; before?: string }[] = [
  { label: "calls.today", after: "today" },
  { label: "calls.yesterday", after: "today-1", before: "today-1" },
  { label: "calls.last7Days", after: "today-6" },
  { label: "calls.last30Days", after: "today-29" },
];

export function periodOf(filters: Filters): (typeof PERIODS)[number] | undefined {
  return PERIODS.find(
    ({ after, before }) => filters.started_after === after && filters.started_before === before,
  );
}

/** A date's noon: the same day in whatever zone it is written. Instants stay. */
function shown(bound: string): string {
  const at = new Date(/^\d{4}-\d\d-\d\d$/.test(bound) ? `${bound}T12:00:00Z` : bound);
  return Number.isNaN(at.getTime()) ? bound : day(at);
}

export function periodWords(filters: Filters): string {
  const period = periodOf(filters);
  if (period) return t(period.label);
  const { started_after: after, started_before: before } = filters;
  if (after && before)
    return after === before ? shown(after) : t("calls.fromTo", { from: shown(after), to: shown(before) });
  if (after) return t("calls.from", { from: shown(after) });
  return t("calls.until", { to: shown(before ?? "") });
}
