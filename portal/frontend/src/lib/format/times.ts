import { t } from "@/lib/messages";
import { currentViewer } from "@/lib/viewer";
import { dateFormat } from "./date-format";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(undefined, { timeZone: currentViewer().timeZone, ...options }).format(at);
}

/** "2026-11-19", the viewer's: for grouping by day, and for filters. */
export function dayKey(at: Date): string {
  const { timeZone } = currentViewer();
  return dateFormat("en-CA", { timeZone, dateStyle: "short" }).format(at);
}

/** "14:18", or "2:18 PM" where people write that. */
export function clock(at: Date): string {
  return format(at, { hour: "numeric", minute: "2-digit" });
}

/** "Thu, Nov 19", with the year unless it is this one. */
export function day(at: Date, now = new Date()): string {
  const isThisYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);
  return format(at, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  });
}

/** "Today, Thu, Nov 19": headings of days. */
export function dayHeading(at: Date, now = new Date()): string {
  const key = dayKey(at);
  const words = { day: day(at, now) };
  if (key === dayKey(now)) return t("time.today", words);
  if (key === dayKey(new Date(now.getTime() - DAY))) return t("time.yesterday", words);
  if (key === dayKey(new Date(now.getTime() + DAY))) return t("time.tomorrow", words);
  return words.day;
}

/** Under a day heading: "6 min ago" below an hour, then the time. */
export function relativeClock(at: Date, now = new Date()): string {
  const age = now.getTime() - at.getTime();
  if (age < 0 || age >= HOUR) return clock(at);
  if (age < MINUTE) return t("time.justNow");
  return t("time.minutesAgo", { count: Math.floor(age / MINUTE) });
}

/** Where no heading names the day: "6 min ago", "14:18" today, else "Nov 17, 14:18". */
export function relativeTime(at: Date, now = new Date()): string {
  if (dayKey(at) === dayKey(now)) return relativeClock(at, now);
  const isThisYear = dayKey(at).slice(0, 4) === dayKey(now).slice(0, 4);
  return format(at, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? { hour: "numeric", minute: "2-digit" } : { year: "numeric" }),
  });
}

/** To the second, with the zone: what a time shows on hover. */
export function exactTime(at: Date): string {
  return format(at, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
}
