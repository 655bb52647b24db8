import { useQuery } from "@tanstack/react-query";
import { callQuery } from "@/lib/calls/get-call";
import { type CallNote, notesQuery } from "@/lib/calls/notes";
import { useWaveform } from "@/lib/player/use-waveform";

const NONE: readonly CallNote[] = [];

/** What is known of the call in the player beside its sound; it plays without any of it. */
export function useRecording(callId: string) {
  const { data: call } = useQuery(callQuery(callId));
  const { data: notes = NONE } = useQuery(notesQuery(callId));
  return { call, notes, ...useWaveform(callId, call?.recording) };
}
