import { memo } from "react";
import { Avatar } from "@/components/avatar";
import { NoteCount, RecordingCell } from "@/components/call-cells/recording-cell";
import { PlayCell, UnheardDot } from "@/components/call-cells/play-cell";
import { PersonName } from "@/components/names";
import type { Call } from "@/lib/call";
import { CallNumber, ContactCell } from "./contact-cell";
import styles from "./rows.module.css";

interface CellProps {
  call: Call;
}

export const ListenCell = memo(function ListenCell({
  call,
  queue,
}: CellProps & { queue: readonly Call[] }) {
  return (
    <>
      <UnheardDot call={call} />
      <PlayCell call={call} queue={queue} />
    </>
  );
});

export const NumberCell = memo(function NumberCell({ call }: CellProps) {
  return (
    <span className={`${styles.number} cut`}>
      <CallNumber call={call} isAlone />
    </span>
  );
});

/** Where there is no column for the number it stands under the name. */
export const ContactAndNumberCell = memo(function ContactAndNumberCell({ call }: CellProps) {
  return (
    <div className={styles.stacked}>
      <ContactCell call={call} />
      {call.contact?.name && <NumberCell call={call} />}
    </div>
  );
});

export const AgentCell = memo(function AgentCell({
  call,
  isFaceOnly,
}: CellProps & { isFaceOnly: boolean }) {
  return (
    <span className={styles.agent} title={call.agent.name}>
      <Avatar person={call.agent} />
      {isFaceOnly ? (
        <span className="only-heard">{call.agent.name}</span>
      ) : (
        <PersonName person={call.agent} isShort />
      )}
    </span>
  );
});

export const SoundCell = memo(function SoundCell({ call }: CellProps) {
  return (
    <>
      <RecordingCell call={call} />
      <NoteCount count={call.note_count} />
    </>
  );
});
