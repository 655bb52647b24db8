import { playedCallOf } from "@/components/call-cells/play-or-pause";
import type { Call } from "@/lib/call";
import type { CallNote } from "@/lib/calls/notes";
import { audio } from "@/lib/player/audio";
import { playCall, player, seekTo } from "@/lib/player/store";
import { useWaveform } from "@/lib/player/use-waveform";
import { useStore } from "@/lib/store";
import { SeekBar } from "./seek-bar";

interface CallWaveProps {
  call: Call;
  notes: readonly CallNote[];
  /** The calls that N and Shift N go to, if it starts to play here. */
  queue: readonly Call[];
  heightPx: number;
  barPx: number;
}

/** A call's whole waveform, in step with the player; a click plays from there. */
export function CallWave({ call, notes, queue, heightPx, barPx }: CallWaveProps) {
  const { fine, durationSeconds } = useWaveform(call.id, call.recording);
  const state = useStore(player, (now) => (now.call?.id === call.id ? now : null));

  function seek(seconds: number): void {
    if (state) seekTo(seconds);
    else playCall(playedCallOf(call), seconds, queue.map(playedCallOf));
  }

  return (
    <SeekBar
      durationSeconds={state?.durationSeconds ?? durationSeconds ?? 0}
      positionSeconds={state?.positionSeconds ?? 0}
      now={state?.isPlaying ? audio.now : null}
      peaks={fine}
      notes={notes}
      onSeek={seek}
      heightPx={heightPx}
      barPx={barPx}
    />
  );
}
