import { span } from "@/lib/format/durations";
import { type PlainKey, t } from "@/lib/messages";
import type { Filters } from "./filters";

export const DURATIONS: readonly { label: PlainKey; min?: string; max?: string }[] = [
  { label: "calls.under1", max: "59" },
  { label: "calls.over5", min: "300" },
  { label: "calls.over15", min: "900" },
];

/** "5 min", not "5 min 0 s". */
function shown(seconds: string): string {
  const count = Number(seconds);
  if (!Number.isFinite(count)) return seconds;
  return count >= 60 && count % 60 === 0 ? t("calls.minutes", { count: count / 60 }) : span(count);
}

export function durationWords({ min_duration: min, max_duration: max }: Filters): string {
  if (min && max) return t("calls.between", { from: shown(min), to: shown(max) });
  if (min) return t("calls.over", { time: shown(min) });
  // "At most 59 s" is said as "under a minute".
  return t("calls.under", { time: shown(String(Number(max) + (Number(max) % 60 === 59 ? 1 : 0))) });
}

/** Minutes as typed, with a decimal, to the seconds that the API takes; undefined for none. */
export function secondsOf(minutes: string): string | undefined {
  const count = Number(minutes.replace(",", "."));
  if (minutes.trim() === "" || !Number.isFinite(count) || count < 0) return undefined;
  return String(Math.round(count * 60));
}

export function minutesOf(seconds: string | undefined): string {
  return seconds === undefined ? "" : String(Math.round((Number(seconds) / 60) * 100) / 100);
}
