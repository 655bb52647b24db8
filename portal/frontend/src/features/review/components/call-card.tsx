import { Link } from "react-router";
import { Avatar } from "@/components/avatar";
import { CallResult } from "@/components/call-cells/call-result";
import { CallLength } from "@/components/call-cells/call-when";
import { PlayCell } from "@/components/call-cells/play-cell";
import { playOrPause } from "@/components/call-cells/play-or-pause";
import { RecordingCell } from "@/components/call-cells/recording-cell";
import { PersonName } from "@/components/names";
import { Time } from "@/components/time";
import { CallWave } from "@/components/waveform/call-wave";
import { type Call, isPlayable, lengthOf } from "@/lib/call";
import type { CallNote } from "@/lib/calls/notes";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import styles from "./call-card.module.css";

const WAVE_HEIGHT_PX = 40;
const NO_NOTES: readonly CallNote[] = [];
const ALONE: readonly Call[] = [];

/** The call that it is about, played in place. */
export function CallCard({ call }: { call: Call }) {
  return (
    <div className={styles.card}>
      <PlayCell call={call} isTabStop />
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
        {isPlayable(call.recording) ? <Wave call={call} /> : <RecordingCell call={call} />}
      </div>
    </div>
  );
}

function Wave({ call }: { call: Call }) {
  // The case that is open is what one wants to hear, also while the one before still plays.
  const play = { does: t("player.play"), group: "page", run: () => playOrPause(call) } as const;
  useKeys([
    { ...play, keys: "k" },
    { ...play, keys: "space" },
  ]);
  return (
    <CallWave call={call} notes={NO_NOTES} queue={ALONE} heightPx={WAVE_HEIGHT_PX} barPx={2} />
  );
}

function Dot() {
  return (
    <span className={styles.dot} aria-hidden="true">
      ·
    </span>
  );
}
