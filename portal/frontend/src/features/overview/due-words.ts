import { clock } from "@/lib/format/times";
import { t } from "@/lib/messages";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** "2 days overdue", "3 h overdue", "Today 15:30" */
export function dueWords(at: Date, now: Date): { text: string; isOverdue: boolean } {
  const hours = Math.floor((now.getTime() - at.getTime()) / HOUR_MS);
  if (hours >= DAY_HOURS)
    return { text: t("overview.daysOverdue", { count: Math.floor(hours / DAY_HOURS) }), isOverdue: true };
  if (hours >= 1) return { text: t("overview.hoursOverdue", { count: hours }), isOverdue: true };
  if (hours === 0) return { text: t("overview.justOverdue"), isOverdue: true };
  return { text: t("overview.dueAt", { time: clock(at) }), isOverdue: false };
}

/** How long a phone has owed a recording: "Late 3 h", "Late 2 days". */
export function lateWords(at: Date, now: Date): string {
  const hours = Math.max(1, Math.floor((now.getTime() - at.getTime()) / HOUR_MS));
  const time =
    hours < 2 * DAY_HOURS
      ? t("overview.hours", { count: hours })
      : t("overview.lateDays", { count: Math.floor(hours / DAY_HOURS) });
  return t("overview.lateFor", { time });
}
