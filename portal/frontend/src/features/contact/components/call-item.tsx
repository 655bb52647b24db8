import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength, CallWhen } from "@/components/call-cells/call-when";
import { PlayCell } from "@/components/call-cells/play-cell";
import { NoteCount, RecordingCell } from "@/components/call-cells/recording-cell";
import { PersonName } from "@/components/names";
import { type Call, lengthOf } from "@/lib/call";
import { usePlayState } from "@/lib/player/use-played";
import { useLayout } from "@/lib/use-layout";
import type { CallLine } from "../api/timeline";
import styles from "./timeline.module.css";

/** A call with the cells of the calls table, played where it stands. */
export function CallItem({ line, calls }: { line: CallLine; calls: readonly Call[] }) {
  const { call } = line;
  const isInPlayer = usePlayState(line.id) !== null;
  const isPhone = useLayout() === "phone";
  if (!call) return <CallOutOfSight line={line} />;
  return (
    <>
      <span className={styles.playPlace}>
        <PlayCell call={call} queue={calls} isTabStop />
      </span>
      <div className={styles.call} data-playing={isInPlayer}>
        {isPhone ? <TwoLines call={call} /> : <Columns call={call} />}
      </div>
    </>
  );
}

function OpenCall({ call }: { call: Pick<Call, "id" | "direction" | "disposition"> }) {
  return (
    <Link to={`/calls/${call.id}`} className={`${styles.open} cut`}>
      <CallResult direction={call.direction} disposition={call.disposition} />
    </Link>
  );
}

function Columns({ call }: { call: Call }) {
  return (
    <>
      <OpenCall call={call} />
      <span className={styles.cell}>
        <RecordingCell call={call} />
        <NoteCount count={call.note_count} />
      </span>
      <span className={styles.cell} data-right>
        {call.outcome && <bdi className={`${styles.outcome} cut`}>{call.outcome}</bdi>}
      </span>
      <span className={styles.cell} title={call.agent.name}>
        <Avatar person={call.agent} />
        <PersonName person={call.agent} isShort className={styles.agentName} />
      </span>
      <span className={styles.cell} data-right>
        <CallLength seconds={lengthOf(call)} />
      </span>
      <CallWhen at={call.started_at} />
    </>
  );
}

function TwoLines({ call }: { call: Call }) {
  return (
    <>
      <span className={styles.callLine}>
        <OpenCall call={call} />
        <CallLength seconds={lengthOf(call)} />
        <span className={styles.when}>
          <CallWhen at={call.started_at} />
        </span>
      </span>
      <span className={styles.callLine}>
        <RecordingCell call={call} />
        <NoteCount count={call.note_count} />
        {call.outcome && <bdi className={`${styles.outcome} cut`}>{call.outcome}</bdi>}
      </span>
    </>
  );
}

/** Hidden between two requests: what the timeline itself tells is left. */
function CallOutOfSight({ line }: { line: CallLine }) {
  return (
    <>
      <span className={styles.playPlace} />
      <div className={styles.call}>
        <span className="cut">
          <CallResult
            direction={line.direction as Call["direction"]}
            disposition={line.disposition as Call["disposition"]}
          />
        </span>
      </div>
    </>
  );
}
