import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength } from "@/components/call-cells/call-when";
import { PlayCell } from "@/components/call-cells/play-cell";
import { RecordingCell } from "@/components/call-cells/recording-cell";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { type Call, lengthOf } from "@/lib/call";
import { t } from "@/lib/messages";
import styles from "./call-card.module.css";

/** The call that it is about, played in place. */
export function CallCard({ call }: { call: Call }) {
  return (
    <div className={styles.card}>
      <PlayCell call={call} />
      <div className={styles.facts}>
        <CallResult direction={call.direction} disposition={call.disposition} />
        <Dot />
        <Time at={call.started_at} className={styles.when} />
        <Dot />
        <Avatar person={call.agent} />
        <PersonName person={call.agent} isShort />
        <Link to={`/calls/${call.id}`} className={styles.open}>
          {t("review.openCall")}
        </Link>
        <CallLength seconds={lengthOf(call)} />
      </div>
      <div className={styles.recording}>
        <RecordingCell call={call} />
      </div>
    </div>
  );
}

function Dot() {
  return (
    <span className={styles.dot} aria-hidden="true">
      ·
    </span>
  );
}
