import type { Hours } from "./api/get-rhythm";

const DAYS = 7;
const HOURS = 24;
// Enough of all calls to call it a habit.
const SHARE = 0.6;
const MOST_RANGES = 3;
// 1 January 2024 was a Monday.
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
const weekdayNames = new Intl.DateTimeFormat(undefined, { weekday: "short", timeZone: "UTC" });

function busiest(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const order = counts.map((count, at) => ({ count, at })).toSorted((a, b) => b.count - a.count);
  const chosen: number[] = [];
  let covered = 0;
  for (const { count, at } of order) {
    if (count === 0 || covered >= total * SHARE) break;
    chosen.push(at);
    covered += count;
  }
  return chosen.toSorted((a, b) => a - b);
}

/** Neighbors as one: [8, 9, 16] is [[8, 9], [16, 16]]. */
function ranges(values: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  for (const one of values) {
    const last = found.at(-1);
    if (last && last[1] === one - 1) last[1] = one;
    else found.push([one, one]);
  }
  return found;
}

function summed(hours: Hours, length: number, at: (hour: Hours[number]) => number): number[] {
  const counts = Array<number>(length).fill(0);
  for (const hour of hours) counts[at(hour)] = (counts[at(hour)] ?? 0) + hour.calls;
  return counts;
}

function dayName(index: number): string {
  return weekdayNames.format(new Date(A_MONDAY + index * DAY_MS));
}

const twoDigits = (hour: number) => String(hour).padStart(2, "0");

/** "Mon–Fri 08–10, 16–17": the hours of most of the calls, and their days; "" if it is no habit. */
export function usualHours(hours: Hours): string {
  const times = ranges(busiest(summed(hours, HOURS, ({ hour }) => hour)));
  if (times.length === 0 || times.length > MOST_RANGES) return "";
  const days = ranges(busiest(summed(hours, DAYS, ({ weekday }) => weekday - 1)));
  const shownDays =
    days.length > MOST_RANGES
      ? ""
      : days
          .map(([from, to]) => (from === to ? dayName(from) : `${dayName(from)}–${dayName(to)}`))
          .join(", ");
  const shownTimes = times.map(([from, to]) => `${twoDigits(from)}–${twoDigits(to + 1)}`).join(", ");
  return `${shownDays} ${shownTimes}`.trim();
}
