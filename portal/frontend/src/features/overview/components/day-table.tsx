import { longDay } from "@/lib/format/days";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import type { Overview } from "../api/get-overview";

/** What the bars show, for who hears it. */
export function DayTable({ days }: { days: readonly Overview["calls_per_day"][number][] }) {
  return (
    <div className="only-heard">
      <table>
        <caption>{t("overview.callsPerDay")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("overview.dayHead")}</th>
            <th scope="col">{t("overview.calls")}</th>
            <th scope="col">{t("overview.answered")}</th>
            <th scope="col">{t("overview.notAnswered")}</th>
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.day}>
              <th scope="row">{longDay(day.day)}</th>
              <td>{number(day.calls)}</td>
              <td>{number(day.answered)}</td>
              <td>{number(day.not_answered)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
