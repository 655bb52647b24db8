import { useLocation, useNavigate } from "react-router";
import { type PlayedCall, neighbor, playCall, player } from "./store";

/** Plays the call `step` places further in its list, if there is one; a page about the call that
 * played goes along. */
export function useStep(): (step: 1 | -1) => PlayedCall | undefined {
  const navigate = useNavigate();
  const { pathname, state } = useLocation();
  return (step) => {
    const before = player.get();
    const next = neighbor(before, step);
    if (!next || !before.call) return undefined;
    playCall(next);
    if (pathname === `/calls/${before.call.id}`)
      void navigate(`/calls/${next.id}`, { replace: true, state });
    return next;
  };
}
