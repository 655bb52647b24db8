import { memo } from "react";
import { CallResult } from "@/components/call-cells/call-result";
import { CallWhen } from "@/components/call-cells/call-when";
import { PlayCell, UnheardDot } from "@/components/call-cells/play-cell";
import { NoteCount } from "@/components/call-cells/recording-cell";
import { recordingWords } from "@/components/call-cells/recording-words";
import { type Call, lengthOf } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { CallBadges, CallName, DoNotCall } from "./contact-cell";
import styles from "./rows.module.css";

/** Two lines: who and when; what became of it. */
export const PhoneRow = memo(function PhoneRow({
  call,
  queue,
}: {
  call: Call;
  queue: readonly Call[];
}) {
  const { kind, text } = recordingWords(call);
  const seconds = lengthOf(call);
  const hasTalk = Boolean(seconds);
  return (
    <div className={styles.phoneRow}>
      <PlayCell call={call} queue={queue} />
      <div className={styles.phoneWords}>
        <span className={styles.lead}>
          <CallName call={call} />
          <DoNotCall call={call} />
          <CallBadges call={call} />
        </span>
        <span className={styles.facts}>
          <CallResult
            direction={call.direction}
            disposition={call.disposition}
            isIconOnly={hasTalk}
          />
          {hasTalk && <span className="num">{length(seconds)}</span>}
          {text && (
            <bdi className={`${styles.fact} cut`} data-trouble={kind === "trouble"}>
              {text}
            </bdi>
          )}
          {call.outcome && <bdi className={`${styles.fact} cut`}>{call.outcome}</bdi>}
          <NoteCount count={call.note_count} />
        </span>
      </div>
      <div className={styles.phoneEnd}>
        <CallWhen at={call.started_at} />
        <UnheardDot call={call} />
      </div>
    </div>
  );
});
