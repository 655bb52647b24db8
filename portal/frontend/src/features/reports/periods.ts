import { dayAfter } from "@/lib/format/days";
import type { PlainKey } from "@/lib/messages";

export interface Period {
  from: string;
  to: string;
}

export interface Preset extends Period {
  label: PlainKey;
}

/** The usual periods, as of today in the viewer's zone. */
export function presets(today: string): Preset[] {
  const monthStart = `${today.slice(0, 8)}01`;
  const lastMonthEnd = dayAfter(monthStart, -1);
  return [
    { label: "reports.last7", from: dayAfter(today, -6), to: today },
    { label: "reports.last30", from: dayAfter(today, -29), to: today },
    { label: "reports.thisMonth", from: monthStart, to: today },
    { label: "reports.lastMonth", from: `${lastMonthEnd.slice(0, 8)}01`, to: lastMonthEnd },
  ];
}
