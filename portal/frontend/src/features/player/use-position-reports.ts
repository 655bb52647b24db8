import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { keepPosition } from "@/lib/calls/keep-position";
import { audio } from "@/lib/player/audio";
import { player } from "@/lib/player/store";

const FIRST_AFTER = 2;
const EVERY = 8;
const BACK = 1;
const TICK_MS = 1_000;
const GONE = [403, 404, 410];

/** Tells the server how far the viewer has listened: now and then, at each stop, and at the end. */
export function usePositionReports(): void {
  const client = useQueryClient();

  useEffect(() => {
    let last = player.get();
    let reported = { id: "", seconds: -1 };
    let ticks = 0;

    function report({ call, positionSeconds }: typeof last): void {
      if (!call || ticks < FIRST_AFTER) return;
      const { id } = call;
      if (reported.id === id && reported.seconds === positionSeconds) return;
      reported = { id, seconds: positionSeconds };
      keepPosition(id, positionSeconds).then(
        () => {
          changeCallInCaches(client, id, (known) => ({
            heard_at: new Date().toISOString(),
            heard_until_seconds: Math.max(known.heard_until_seconds ?? 0, positionSeconds),
          }));
          void client.invalidateQueries({ queryKey: ["calls", id, "listens"] });
        },
        (error: unknown) => {
          // Any other failure is made good by the next report.
          const isGone = error instanceof ApiProblem && GONE.includes(error.status);
          if (isGone && player.get().call?.id === id) audio.refuse(error);
        },
      );
    }

    function onChange(): void {
      const now = player.get();
      const isOther = now.call?.id !== last.call?.id;
      // Who goes back has heard what came before: later reports tell of less.
      const isBack = !isOther && now.positionSeconds < last.positionSeconds - BACK;
      if (isBack) report(last);
      if (isOther || (last.isPlaying && !now.isPlaying)) report(isOther ? last : now);
      if (isOther) ticks = 0;
      last = now;
    }

    const timer = setInterval(() => {
      if (!player.get().isPlaying) return;
      ticks += 1;
      if (ticks === FIRST_AFTER || ticks % EVERY === 0) report(player.get());
    }, TICK_MS);
    const unsubscribe = player.subscribe(onChange);
    const leave = () => report(player.get());
    window.addEventListener("pagehide", leave);
    return () => {
      clearInterval(timer);
      unsubscribe();
      window.removeEventListener("pagehide", leave);
    };
  }, [client]);
}
