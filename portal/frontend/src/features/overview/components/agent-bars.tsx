import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { PersonName } from "@/components/names";
import { number } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import type { Overview } from "../api/get-overview";
import styles from "./agent-bars.module.css";
import { Card } from "./card";
import { valuesOf } from "./day-chart";

/** Who has how many, each the way to these calls. */
export function AgentBars({ overview }: { overview: Overview }) {
  const { calls_per_agent: agents, days } = overview;
  const most = Math.max(1, ...agents.map((agent) => agent.calls));
  const period = days === 1 ? t("overview.today") : t("overview.lastDays", { count: days });
  const width = (calls: number) => `${(calls / most) * 100}%`;
  return (
    <Card title={t("overview.callsPerAgent")} after={period}>
      {agents.length === 0 && <p className={styles.none}>{t("overview.noAgents")}</p>}
      <ul className={styles.agents}>
        {agents.map((row) => (
          <li key={row.agent.id}>
            <Link
              to={`/calls?${row.query}`}
              className={styles.agent}
              title={t("overview.agentValues", valuesOf(row))}
            >
              <Avatar person={row.agent} />
              <PersonName person={row.agent} isShort className={styles.name} />
              <span className={styles.bar} aria-hidden="true">
                <span className={styles.answered} style={{ width: width(row.answered) }} />
                {row.calls > row.answered && (
                  <span className={styles.other} style={{ width: width(row.calls - row.answered) }} />
                )}
              </span>
              <span className={`${styles.calls} num`}>{number(row.calls)}</span>
              <span className="only-heard">{t("overview.agentValues", valuesOf(row))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
