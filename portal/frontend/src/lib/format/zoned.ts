import { currentViewer } from "@/lib/viewer";
import { dateFormat } from "./date-format";

const MINUTE = 60_000;

function partsOf(at: Date): Record<string, string> {
  const format = dateFormat("en-CA", {
    timeZone: currentViewer().timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** "2026-11-20T10:00", the viewer's: what a field for date and time holds. */
export function fieldTime(at: Date): string {
  const { year, month, day, hour, minute } = partsOf(at);
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

/** The moment when the viewer's clock shows `text`; null if it is none. */
export function momentOf(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) return null;
  const asUtc = new Date(`${text}:00Z`).getTime();
  if (Number.isNaN(asUtc)) return null;
  const offset = (at: number): number =>
    new Date(`${fieldTime(new Date(at))}:00Z`).getTime() - Math.floor(at / MINUTE) * MINUTE;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = asUtc - offset(asUtc);
  return new Date(asUtc - offset(guess));
}

/** The viewer's day that many days from `now`, at an hour. */
export function dayAt(days: number, hour: number, now = new Date()): Date {
  const noon = new Date(`${fieldTime(now).slice(0, 10)}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  const text = `${noon.toISOString().slice(0, 10)}T${String(hour).padStart(2, "0")}:00`;
  return momentOf(text) ?? now;
}
