import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { dateDay } from "@/lib/format/days";
import { t } from "@/lib/messages";
import type { ReportFigures, TeamReport } from "../api/get-team-report";
import { COLUMNS, figureText } from "../columns";
import { listOf } from "../links";
import { type FigureName, type Sorting, sorted } from "../sorting";
import { CallsBar } from "./calls-bar";
import styles from "./table.module.css";

interface AgentTableProps {
  report: TeamReport;
  sorting: Sorting;
  onSort: (by: Sorting["by"]) => void;
}

/** A row for each agent and one for all. Figures lead to their calls, headings sort. */
export function AgentTable({ report, sorting, onSort }: AgentTableProps) {
  const most = Math.max(1, ...report.rows.map((row) => row.calls));
  const period = { from: dateDay(report.from), to: dateDay(report.to) };
  return (
    <section>
      <h2 className={styles.heading}>
        {t("reports.perAgent")}
        <span className={styles.hint}>{t("reports.between", period)}</span>
      </h2>
      {/* Narrower than its columns it scrolls by itself: nothing is left out. */}
      <div className={styles.scroller} tabIndex={0} role="region" aria-label={t("reports.perAgent")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <SortHead by="agent" label={t("reports.agent")} sorting={sorting} onSort={onSort} />
              {COLUMNS.map(([name, label]) => (
                <SortHead key={name} by={name} label={t(label)} sorting={sorting} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(report.rows, sorting).map((row) => (
              <tr key={row.agent.id}>
                <th scope="row">
                  <span className={styles.agent}>
                    <Avatar person={row.agent} />
                    <PersonName person={row.agent} />
                  </span>
                  <CallsBar row={row} most={most} />
                </th>
                <Cells figures={row} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("reports.all")}</th>
              <Cells figures={report.totals} />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}

function Cells({ figures }: { figures: ReportFigures }) {
  return COLUMNS.map(([name]) => (
    <td key={name} className="num">
      <Cell figures={figures} name={name} />
    </td>
  ));
}

function Cell({ figures, name }: { figures: ReportFigures; name: FigureName }) {
  const to = listOf(name, figures.query);
  const text = figureText(figures, name);
  // Nothing to see there.
  return to && figures[name] ? <Link to={to}>{text}</Link> : text;
}

interface SortHeadProps extends Omit<AgentTableProps, "report"> {
  by: Sorting["by"];
  label: string;
}

function SortHead({ by, label, sorting, onSort }: SortHeadProps) {
  const isBy = sorting.by === by;
  const Arrow = sorting.isDown ? IconArrowDown : IconArrowUp;
  const order = sorting.isDown ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={isBy ? order : undefined}>
      <button type="button" className={styles.sort} onClick={() => onSort(by)}>
        {isBy && <Arrow size={14} stroke={1.8} aria-hidden />}
        {label}
      </button>
    </th>
  );
}
