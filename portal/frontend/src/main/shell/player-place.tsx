import { Suspense, lazy } from "react";
import { player } from "@/lib/player/store";
import { useStore } from "@/lib/store";

const Player = lazy(() => import("@/features/player/components/player"));

/** What plays goes on while pages change. Loaded when the first call is to be played. */
export function PlayerPlace() {
  const isOpen = useStore(player, ({ call }) => call !== null);
  return (
    isOpen && (
      <Suspense>
        <Player />
      </Suspense>
    )
  );
}
