import { Link } from "react-router";
import { Badge } from "@/components/badge";
import { nameOf } from "@/components/call-cells/play-or-pause";
import { Time, useMinute } from "@/components/time";
import { cappedCount } from "@/lib/format/numbers";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import type { Overview } from "../api/get-overview";
import { lateWords } from "../due-words";
import { Card } from "./card";
import styles from "./lists.module.css";

type Trouble = Overview["recordings_in_trouble"][number];

/** The newest, and what happens next with each. */
export function Troubles({ overview }: { overview: Overview }) {
  const mayReview = useMay("calls.review_call");
  const figure = overview.figures.find((each) => each.name === "recordings_in_trouble");
  return (
    <Card
      title={t("overview.trouble")}
      count={figure && cappedCount(figure)}
      to={mayReview && figure ? `/${figure.page}?${figure.query}` : undefined}
    >
      {overview.recordings_in_trouble.length === 0 && (
        <p className={styles.none}>{t("overview.noTrouble")}</p>
      )}
      <ul>
        {overview.recordings_in_trouble.map((trouble) => (
          <TroubleRow key={trouble.call.id} trouble={trouble} mayReview={mayReview} />
        ))}
      </ul>
    </Card>
  );
}

function TroubleRow({ trouble, mayReview }: { trouble: Trouble; mayReview: boolean }) {
  const { call, next_step } = trouble;
  const isTheirs = mayReview || next_step === "waits_for_phone";
  const next = isTheirs ? trouble.next_step_text : t("overview.othersDecide");
  const now = useMinute();
  const { status, status_reason: reason } = call.recording;
  const isLate = status === "expected";
  const what = isLate ? t("overview.waiting") : (reason ?? t("cells.couldNotProcess"));
  const state = isLate
    ? lateWords(new Date(call.started_at), now)
    : t(status === "failed" ? "overview.failed" : "overview.quarantined");
  const whose = isLate ? (call.device?.name ?? call.agent.name) : nameOf(call);
  return (
    <li>
      <Link to={`/calls/${call.id}`} className={styles.trouble}>
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={`${styles.name} cut`} title={what}>
              {what}
            </span>
            <bdi dir="auto" className={`${styles.what} cut`} title={whose}>
              {whose}
            </bdi>
          </span>
          <span className={`${styles.next} cut`} title={next}>
            {next}
          </span>
        </span>
        <Badge tone={isLate ? "neutral" : "amber"}>{state}</Badge>
        <Time at={call.started_at} className={styles.when} />
      </Link>
    </li>
  );
}
