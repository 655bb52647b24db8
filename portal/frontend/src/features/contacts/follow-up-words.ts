import { clock, day, dayKey } from "@/lib/format/times";
import { t } from "@/lib/messages";

const DAY_MS = 86_400_000;

function daysBetween(from: Date, to: Date): number {
  const dayOf = (at: Date) => new Date(`${dayKey(at)}T00:00:00Z`).getTime();
  return Math.round((dayOf(to) - dayOf(from)) / DAY_MS);
}

/** "2 days overdue", "Today 16:00", "Tomorrow", "Fri, Nov 27". */
export function followUpWords(at: Date, now: Date): { text: string; isLate: boolean } {
  const days = daysBetween(now, at);
  const isLate = at <= now;
  if (days < 0) return { text: t("contacts.overdue", { count: -days }), isLate };
  if (days === 0) return { text: t("contacts.today", { time: clock(at) }), isLate };
  if (days === 1) return { text: t("contacts.tomorrow"), isLate };
  return { text: day(at, now), isLate };
}
