import { t } from "@/lib/messages";

const MINUTE = 60;
const HOUR = 60 * MINUTE;

function padded(count: number): string {
  return String(count).padStart(2, "0");
}

/** "4:12", "1:02:09": lengths, and places in a recording. "–" for none. */
export function length(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return t("states.nothing");
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / MINUTE) % 60;
  const rest = padded(whole % MINUTE);
  const hours = Math.floor(whole / HOUR);
  return hours ? `${hours}:${padded(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** "28 s", "6 min 41 s", "3 h 48 min": in sentences and sums. */
export function span(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < MINUTE) return t("time.seconds", { count: whole });
  if (whole < HOUR)
    return t("time.minutes", { minutes: Math.floor(whole / MINUTE), seconds: whole % MINUTE });
  return t("time.hours", {
    hours: Math.floor(whole / HOUR),
    minutes: Math.floor(whole / MINUTE) % 60,
  });
}
