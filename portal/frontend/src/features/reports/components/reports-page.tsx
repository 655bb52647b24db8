import { Button } from "@mantine/core";
import { IconChartBar, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { EmptyState } from "@/components/empty-state";
import { ErrorState } from "@/components/error-state";
import { Page } from "@/components/page";
import { TableSkeleton } from "@/components/table-skeleton";
import { useMe } from "@/lib/api/me";
import { dateDay } from "@/lib/format/days";
import { t } from "@/lib/messages";
import { useAddressState } from "@/lib/use-address-state";
import { type TeamReport, csvAddress, teamReportQuery } from "../api/get-team-report";
import { nextSorting, readSorting } from "../sorting";
import { AgentTable } from "./agent-table";
import { PhoneTable } from "./phone-table";
import { ReportBar } from "./report-bar";
import styles from "./reports-page.module.css";

const NAMES = ["from", "to", "team", "agent", "sort"] as const;

/** Who did how much, in whole days of the viewer's zone. */
export default function ReportsPage() {
  const me = useMe();
  const [{ sort, ...filter }, change] = useAddressState(NAMES);
  const report = useQuery(teamReportQuery(filter));
  const { data, error } = report;
  const sorting = readSorting(sort);

  return (
    <Page
      title={t("reports.title")}
      after={<p className={`${styles.zone} cut`}>{t("reports.zone", { zone: me.time_zone })}</p>}
      actions={
        <Button
          component="a"
          href={csvAddress(filter)}
          download
          variant="default"
          leftSection={<IconDownload size={16} stroke={1.7} />}
        >
          {t("reports.csv")}
        </Button>
      }
      bar={<ReportBar filter={filter} report={data} onChange={change} />}
    >
      <div className={styles.body}>
        {error ? (
          <ErrorState
            title={t("states.failed", { what: t("reports.what") })}
            error={error}
            isRetrying={report.isFetching}
            onRetry={() => void report.refetch()}
          />
        ) : !data ? (
          <TableSkeleton rows={6} />
        ) : data.rows.length === 0 ? (
          <Nothing
            report={data}
            isUsual={!Object.values(filter).some(Boolean)}
            onUsual={() => change({ from: "", to: "", team: "", agent: "" })}
          />
        ) : (
          <>
            <AgentTable
              report={data}
              sorting={sorting}
              onSort={(by) => change({ sort: nextSorting(sorting, by) })}
            />
            <PhoneTable />
          </>
        )}
      </div>
    </Page>
  );
}

interface NothingProps {
  report: TeamReport;
  /** The last 30 days of everybody. */
  isUsual: boolean;
  onUsual: () => void;
}

function Nothing({ report, isUsual, onUsual }: NothingProps) {
  return (
    <EmptyState
      icon={<IconChartBar size={20} stroke={1.6} />}
      title={t("reports.nothing")}
      steps={!isUsual && <Button onClick={onUsual}>{t("reports.usual")}</Button>}
    >
      {t("reports.nothingWhy", { from: dateDay(report.from), to: dateDay(report.to) })}
    </EmptyState>
  );
}
