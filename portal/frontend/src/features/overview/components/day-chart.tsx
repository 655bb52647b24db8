import type { CSSProperties } from "react";
import { Link } from "react-router";
import { shortDay } from "@/lib/format/days";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { useLayout } from "@/lib/use-layout";
import type { Overview } from "../api/get-overview";
import { scaleTo } from "../scale";
import { Card } from "./card";
import styles from "./day-chart.module.css";
import { DayTable } from "./day-table";
import { Legend } from "./legend";

type Day = Overview["calls_per_day"][number];

const EVERY_OTHER_UP_TO = 16;

/** Bars of a day each, answered below; their values on hover and focus. The table is what is heard. */
export function DayChart({ days, today }: { days: readonly Day[]; today: string }) {
  const lines = scaleTo(Math.max(...days.map((day) => day.calls)));
  const top = lines.at(-1) ?? 1;
  const isNarrow = useLayout() === "phone";
  const labelEvery = days.length > EVERY_OTHER_UP_TO ? (isNarrow ? 10 : 5) : isNarrow ? 4 : 2;
  return (
    <Card title={t("overview.callsPerDay")} after={<Legend />}>
      <DayTable days={days} />
      <div className={styles.chart}>
        <div className={styles.lines} aria-hidden="true">
          {lines.toReversed().map((line) => (
            <span key={line} className="num">
              {number(line)}
            </span>
          ))}
        </div>
        <div className={styles.days} style={{ "--lines": lines.length - 1 } as CSSProperties}>
          {days.map((day, index) => {
            const isLabelled = (days.length - 1 - index) % labelEvery === 0;
            return (
              <Link
                key={day.day}
                to={`/calls?started_after=${day.day}&started_before=${day.day}`}
                className={styles.day}
                data-end={index > days.length / 2}
              >
                <span className="only-heard">
                  {t("overview.dayOpen", { day: shortDay(day.day) })}
                </span>
                <Bar day={day} top={top} />
                <span className={styles.label} data-today={day.day === today} aria-hidden="true">
                  {day.day === today ? t("overview.today") : isLabelled && shortDay(day.day)}
                </span>
                <span className={styles.values} aria-hidden="true">
                  <strong>{shortDay(day.day)}</strong>
                  {t("overview.agentValues", valuesOf(day))}
                </span>
              </Link>
            );
          })}
        </div>
      </div>
    </Card>
  );
}

export function valuesOf(day: Pick<Day, "calls" | "answered" | "not_answered">) {
  return {
    calls: number(day.calls),
    answered: number(day.answered),
    not: number(day.not_answered),
  };
}

function Bar({ day, top }: { day: Day; top: number }) {
  const height = (calls: number) => `${(calls / top) * 100}%`;
  return (
    <span className={styles.bar}>
      {day.calls > day.answered && (
        <span className={styles.other} style={{ height: height(day.calls - day.answered) }} />
      )}
      {day.answered > 0 && (
        <span className={styles.answered} style={{ height: height(day.answered) }} />
      )}
    </span>
  );
}
