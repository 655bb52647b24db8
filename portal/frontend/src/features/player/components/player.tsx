import { useState } from "react";
import { nameOf } from "@/components/call-cells/play-or-pause";
import { useMay } from "@/lib/api/me";
import { phoneRules } from "@/lib/format/phones";
import { audio } from "@/lib/player/audio";
import { goToNotePlace } from "@/lib/player/note-place";
import { type PlayerState, player, togglePlaying } from "@/lib/player/store";
import { useStore } from "@/lib/store";
import { useLayout } from "@/lib/use-layout";
import { useMediaSession } from "../use-media-session";
import { usePlayerKeys } from "../use-player-keys";
import { usePositionReports } from "../use-position-reports";
import { useRecording } from "../use-recording";
import { useSilenceSkipping } from "../use-silence-skipping";
import { FullPlayer } from "./full-player";
import { MiniPlayer } from "./mini-player";
import type { Shown } from "./shown";
import { PlayerBar } from "./player-bar";

/** At the window's foot while a call is played, whatever page is open. */
export default function Player() {
  const state = useStore(player);
  usePositionReports();
  return state.call ? <Opened state={state} call={state.call} /> : null;
}

function Opened({ state, call: played }: { state: PlayerState; call: NonNullable<PlayerState["call"]> }) {
  const isPhone = useLayout() === "phone";
  const mayNote = useMay("calls.annotate_call");
  const [isFull, setIsFull] = useState(false);
  const [noting, setNoting] = useState<{ callId: string; atSeconds: number } | null>(null);
  const { call: details, coarse, fine, notes, durationSeconds } = useRecording(played.id);
  // It may have begun before its digits could be grouped, and its contact be renamed since.
  useStore(phoneRules);
  const call = details ? { ...played, title: nameOf(details) } : played;
  const duration = state.durationSeconds ?? durationSeconds ?? 0;
  useSilenceSkipping(fine, duration);
  useMediaSession(call, state.isPlaying);

  function onNote(): void {
    if (goToNotePlace(call.id)) return;
    setNoting({ callId: call.id, atSeconds: audio.now() });
    if (isPhone) setIsFull(true);
  }

  usePlayerKeys({ call: details, isFull: isFull && isPhone, onNote });

  const shown: Shown = {
    state,
    call,
    details,
    peaks: coarse,
    notes,
    durationSeconds: duration,
    mayNote,
    onNote,
    // Another call has begun meanwhile: the note was about the one before.
    notingAt: noting?.callId === call.id ? noting.atSeconds : null,
    onNoted: () => setNoting(null),
    toggle: togglePlaying,
  };
  if (!isPhone) return <PlayerBar {...shown} />;
  return (
    <>
      <MiniPlayer {...shown} onOpen={() => setIsFull(true)} />
      {isFull && <FullPlayer {...shown} onClose={() => setIsFull(false)} />}
    </>
  );
}
