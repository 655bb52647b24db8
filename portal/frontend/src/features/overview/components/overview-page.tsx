import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { ErrorState } from "@/components/error-state";
import { FirstRun } from "@/components/first-run/first-run";
import { Page } from "@/components/page";
import { TableSkeleton } from "@/components/table-skeleton";
import { useMe } from "@/lib/api/me";
import { longDay } from "@/lib/format/days";
import { t } from "@/lib/messages";
import { hasCallsQuery } from "../api/has-calls";
import { type Days, type Overview, overviewQuery } from "../api/get-overview";
import { AgentBars } from "./agent-bars";
import { DayChart } from "./day-chart";
import { Figures } from "./figures";
import { FollowUps } from "./follow-ups";
import styles from "./overview-page.module.css";
import { PeriodChoice } from "./period-choice";
import { Troubles } from "./troubles";

/** The day so far, and what waits. */
export default function OverviewPage() {
  const me = useMe();
  const [parameters, setParameters] = useSearchParams();
  const days = daysOf(parameters.get("days"));
  const overview = useQuery(overviewQuery(days));
  const { data, error } = overview;

  const choose = (next: Days) =>
    setParameters(next === 1 ? {} : { days: String(next) }, { replace: true });
  const today = data && longDay(data.day);
  const when = today && (me.team ? t("overview.when", { day: today, team: me.team.name }) : today);
  return (
    <Page
      title={t("overview.title")}
      after={<p className={`${styles.when} cut`}>{when}</p>}
      actions={<PeriodChoice days={days} onChoose={choose} />}
    >
      {data ? (
        <Body overview={data} />
      ) : error ? (
        <ErrorState
          title={t("states.failed", { what: t("overview.title") })}
          error={error}
          isRetrying={overview.isFetching}
          onRetry={() => void overview.refetch()}
        />
      ) : (
        <TableSkeleton rows={8} />
      )}
    </Page>
  );
}

function Body({ overview }: { overview: Overview }) {
  const isQuiet = overview.calls_per_day.every((day) => day.calls === 0);
  // Quiet weeks are no first day: only then it is asked whether there is a call at all.
  const { data: hasCalls } = useQuery({ ...hasCallsQuery, enabled: isQuiet });
  if (isQuiet && hasCalls === false) return <FirstRun />;
  return (
    <div className={styles.body}>
      <Figures overview={overview} />
      <div className={styles.charts}>
        <DayChart days={overview.calls_per_day} today={overview.day} />
        <AgentBars overview={overview} />
      </div>
      <div className={styles.lists}>
        <FollowUps overview={overview} />
        <Troubles overview={overview} />
      </div>
    </div>
  );
}

function daysOf(text: string | null): Days {
  if (text === "7") return 7;
  return text === "30" ? 30 : 1;
}
