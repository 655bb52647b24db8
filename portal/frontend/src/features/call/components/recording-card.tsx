import { useQuery } from "@tanstack/react-query";
import { PlayCell } from "@/components/call-cells/play-cell";
import { playOrPause } from "@/components/call-cells/play-or-pause";
import { recordingWords } from "@/components/call-cells/recording-words";
import { CallWave } from "@/components/waveform/call-wave";
import { type Call, isPlayable, isProcessing } from "@/lib/call";
import { type CallNote, notesQuery } from "@/lib/calls/notes";
import { openedList } from "@/lib/calls/opened-list";
import { fileSize } from "@/lib/format/numbers";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { player, togglePlaying } from "@/lib/player/store";
import { useWaveform } from "@/lib/player/use-waveform";
import { useStore } from "@/lib/store";
import { Findings } from "./findings";
import { HeardMark } from "./heard-mark";
import styles from "./recording-card.module.css";
import { TimeAxis } from "./time-axis";

const HEIGHT_PX = 72;
const NO_NOTES: readonly CallNote[] = [];
const NO_CALLS: readonly Call[] = [];

/** The audio as a waveform, or why there is none. */
export function RecordingCard({ call }: { call: Call }) {
  const { recording } = call;
  return (
    <section className={styles.card} aria-labelledby="recording">
      <header className={styles.head}>
        {isPlayable(recording) && <Play call={call} />}
        <h2 id="recording">{t("call.recording")}</h2>
        <span className={styles.facts}>{factsOf(recording)}</span>
        <Findings findings={recording.findings} />
        {isPlayable(recording) && <HeardMark call={call} />}
      </header>
      {isPlayable(recording) ? <Wave call={call} /> : <p className={styles.none}>{whyNot(call)}</p>}
      {isPlayable(recording) && isProcessing(recording) && (
        <p className={styles.none}>{t("call.processing")}</p>
      )}
    </section>
  );
}

function queueOf(call: Call): readonly Call[] {
  const calls = openedList.get()?.calls ?? NO_CALLS;
  const isListed = calls.some(({ id }) => id === call.id);
  return isListed ? calls.filter(({ recording }) => isPlayable(recording)) : NO_CALLS;
}

function Play({ call }: { call: Call }) {
  function play(): void {
    // What is heard is what the key is for.
    const played = player.get().call;
    if (played && played.id !== call.id) togglePlaying();
    else playOrPause(call, queueOf(call));
  }
  useKeys([
    { keys: "k", does: t("player.play"), group: "page", run: play },
    { keys: "space", does: t("player.play"), group: "page", run: play },
  ]);
  return <PlayCell call={call} queue={queueOf(call)} isTabStop />;
}

function Wave({ call }: { call: Call }) {
  const { data: notes = NO_NOTES } = useQuery(notesQuery(call.id));
  const { durationSeconds } = useWaveform(call.id, call.recording);
  const played = useStore(player, (now) =>
    now.call?.id === call.id ? now.durationSeconds : null,
  );
  return (
    <div className={styles.wave}>
      <CallWave call={call} notes={notes} queue={queueOf(call)} heightPx={HEIGHT_PX} barPx={3} />
      <TimeAxis durationSeconds={played ?? durationSeconds ?? 0} />
    </div>
  );
}

function factsOf({ channels, sample_rate_hz: rate, size_bytes: size }: Call["recording"]): string {
  const words = [
    channels === 1 ? t("call.mono") : channels === 2 ? t("call.stereo") : "",
    rate ? t("call.kilohertz", { count: rate / 1000 }) : "",
    size ? fileSize(size) : "",
  ];
  return words.filter(Boolean).join(", ");
}

function whyNot(call: Call): string {
  const { kind, text } = recordingWords(call);
  return kind === "forbidden" ? t("call.mayNotListen") : text;
}
