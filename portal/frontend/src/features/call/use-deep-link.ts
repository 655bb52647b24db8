import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { playedCallOf } from "@/components/call-cells/play-or-pause";
import { type Call, isPlayable } from "@/lib/call";
import { playCall, player, seekTo } from "@/lib/player/store";

/** `?t=73`: from there. The browser may want a click before it makes a sound: then it stands ready. */
export function useDeepLink(call: Call): void {
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get("t");
  useEffect(() => {
    if (wanted === null) return;
    setParameters(
      (before) => {
        before.delete("t");
        return before;
      },
      { replace: true },
    );
    const seconds = Number(wanted);
    if (!Number.isFinite(seconds) || seconds < 0 || !isPlayable(call.recording)) return;
    if (player.get().call?.id === call.id) seekTo(seconds);
    else playCall(playedCallOf(call), seconds);
  }, [wanted, call, setParameters]);
}
