import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength, CallWhen } from "@/components/call-cells/call-when";
import { PlayCell } from "@/components/call-cells/play-cell";
import { NoteCount, RecordingCell } from "@/components/call-cells/recording-cell";
import { type Call, lengthOf } from "@/lib/call";
import { cappedCount } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import { earlierCallsQuery } from "../api/earlier-calls";
import styles from "./earlier-calls.module.css";

export function EarlierCalls({ call }: { call: Call }) {
  if (!call.contact) return null;
  return <Earlier contactId={call.contact.id} before={call.started_at} />;
}

function Earlier({ contactId, before }: { contactId: string; before: string }) {
  const { data } = useQuery(earlierCallsQuery(contactId, before));
  if (!data) return null;
  return (
    <section aria-labelledby="earlier">
      <header className={styles.head}>
        <h2 id="earlier" className={styles.title}>
          {t("call.earlier")}{" "}
          {data.count && data.count.value > 0 && (
            <span className={styles.count}>{cappedCount(data.count)}</span>
          )}
        </h2>
        {data.results.length > 0 && (
          <Link to={`/contacts/${contactId}`}>{t("call.showAll")}</Link>
        )}
      </header>
      {data.results.length === 0 && <p className={styles.none}>{t("call.noEarlier")}</p>}
      <ul>
        {data.results.map((earlier: Call) => (
          <li key={earlier.id} className={styles.row}>
            <span className={styles.play}>
              <PlayCell call={earlier} isTabStop />
            </span>
            <Link to={`/calls/${earlier.id}`} className={`${styles.open} cut`}>
              <CallResult direction={earlier.direction} disposition={earlier.disposition} />
            </Link>
            <CallLength seconds={lengthOf(earlier)} />
            <span className={styles.recording}>
              <RecordingCell call={earlier} />
              <NoteCount count={earlier.note_count} />
            </span>
            <CallWhen at={earlier.started_at} isUnderDay={false} />
            <bdi className={`${styles.outcome} cut`}>{earlier.outcome}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
