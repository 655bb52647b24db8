import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import { ApiProblem } from "@/lib/api/problem";
import type { components } from "@/lib/api/schema";

export type Waveform = components["schemas"]["Waveform"];

const LOUDEST = 128;

export async function getWaveform(callId: string, signal: AbortSignal): Promise<Waveform | null> {
  const params = { path: { call_id: callId } };
  try {
    return await answer(api.GET("/v1/calls/{call_id}/waveform", { params, signal }));
  } catch (error) {
    // Without one a flat line stands for the recording: it plays all the same.
    if (error instanceof ApiProblem && !error.isRetryable) return null;
    throw error;
  }
}

export const waveformQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", callId, "waveform"],
    queryFn: ({ signal }) => getWaveform(callId, signal),
    staleTime: Infinity,
  });

/** How loud each bucket is, from 0 to 1, over all channels; the finest level, or the coarsest. */
export function loudness(waveform: Waveform, size: "fine" | "coarse" = "fine"): number[] {
  const sorted = waveform.levels.toSorted((one, other) => one.buckets - other.buckets);
  const level = size === "fine" ? sorted.at(-1) : sorted[0];
  if (!level) return [];
  return Array.from({ length: level.buckets }, (_, bucket) =>
    Math.max(
      0,
      ...level.peaks.flatMap((channel) => [
        Math.abs(channel[2 * bucket] ?? 0) / LOUDEST,
        Math.abs(channel[2 * bucket + 1] ?? 0) / LOUDEST,
      ]),
    ),
  );
}
