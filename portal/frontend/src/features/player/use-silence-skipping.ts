import { useEffect } from "react";
import { isSkippingSilence } from "@/lib/player/preferences";
import { silentStretches, skipFrom } from "@/lib/player/silence";
import { player, seekTo } from "@/lib/player/store";

/** While it is on and the recording plays, pauses are passed over. */
export function useSilenceSkipping(peaks: readonly number[], durationSeconds: number): void {
  useEffect(() => {
    const stretches = silentStretches(peaks, durationSeconds);
    return player.subscribe(() => {
      const { isPlaying, positionSeconds } = player.get();
      if (!isPlaying || !isSkippingSilence.get()) return;
      const to = skipFrom(stretches, positionSeconds);
      if (to !== null) seekTo(to);
    });
  }, [peaks, durationSeconds]);
}
