import { dateFormat } from "./date-format";

/** Days without a time, "2026-11-19", as the API counts them: the same day in every zone. */
function written(day: string, options: Intl.DateTimeFormatOptions): string {
  const format = dateFormat(undefined, { timeZone: "UTC", ...options });
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** "19 Thu" or "Thu 19", as the locale has it: below a bar. */
export function shortDay(day: string): string {
  return written(day, { weekday: "short", day: "numeric" });
}

/** "Thursday, November 19" */
export function longDay(day: string): string {
  return written(day, { weekday: "long", day: "numeric", month: "long" });
}

/** "Nov 19, 2026" */
export function dateDay(day: string): string {
  return written(day, { dateStyle: "medium" });
}

/** The day so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}
