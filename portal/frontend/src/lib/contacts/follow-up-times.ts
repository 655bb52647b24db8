import { dayAt } from "@/lib/format/zoned";
import type { PlainKey } from "@/lib/messages";

const MORNING = 9;
const HOUR_MS = 3_600_000;

/** In the morning of the day that is so many days from now. */
export function inDays(days: number): () => Date {
  return () => dayAt(days, MORNING);
}

/** When somebody usually comes back to a contact: how it is called, and when that is from now. */
export const USUAL_TIMES: readonly (readonly [PlainKey, () => Date])[] = [
  ["followUp.inAnHour", () => new Date(Date.now() + HOUR_MS)],
  ["followUp.tomorrow", inDays(1)],
  ["followUp.inThreeDays", inDays(3)],
  ["followUp.inAWeek", inDays(7)],
];
