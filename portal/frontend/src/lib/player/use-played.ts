import { useStore } from "@/lib/store";
import { player } from "./store";

// A row shows 40 bars: it needs to be drawn again only when one more of them was played.
const STEPS = 40;

/** Whether this call stands in the player, and whether it plays. */
export function usePlayState(callId: string): "playing" | "paused" | null {
  return useStore(player, ({ call, isPlaying }) => {
    if (call?.id !== callId) return null;
    return isPlaying ? "playing" : "paused";
  });
}

/** From 0 to 1 while this call stands in the player, else null. */
export function usePlayedShare(callId: string): number | null {
  return useStore(player, ({ call, positionSeconds, durationSeconds }) => {
    if (call?.id !== callId) return null;
    if (!durationSeconds) return 0;
    return Math.round((positionSeconds / durationSeconds) * STEPS) / STEPS;
  });
}
