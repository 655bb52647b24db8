import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Call } from "@/lib/call";
import { loudness, waveformQuery } from "./waveform";

const NONE: readonly number[] = [];

/** A recording's loudness from 0 to 1, finely and coarsely; empty while there is none. */
export function useWaveform(callId: string, recording: Call["recording"] | undefined) {
  const { data } = useQuery({
    ...waveformQuery(callId),
    enabled: recording?.status === "ready" && recording.may_listen,
  });
  const coarse = useMemo(() => (data ? loudness(data, "coarse") : NONE), [data]);
  const fine = useMemo(() => (data ? loudness(data) : NONE), [data]);
  const durationSeconds = data?.duration_seconds ?? recording?.duration_seconds ?? null;
  return { coarse, fine, durationSeconds };
}
