import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";
import { useMay } from "@/lib/api/me";
import type { Call } from "@/lib/call";
import { outcomesQuery } from "@/lib/calls/outcomes";
import { useSetOutcome } from "@/lib/calls/set-outcome";
import { isTypedInto } from "@/lib/keyboard/chords";
import type { KeyBinding } from "@/lib/keyboard/registry";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { changeSpeed } from "@/lib/player/preferences";
import { closePlayer, skipBy, togglePlaying } from "@/lib/player/store";
import { useFinishCall } from "@/lib/player/use-finish-call";
import { useStep } from "@/lib/player/use-step";

const SKIP_SECONDS = 10;
const DIGITS = 9;
const OWN_ESCAPE = '[aria-haspopup], [role="menu"], [role="listbox"], [role="dialog"]';

interface PlayerKeys {
  call: Call | undefined;
  isFull: boolean;
  onNote: () => void;
}

/** The keys of listening, wherever one is, and of what is decided while one listens. */
export function usePlayerKeys({ call, isFull, onNote }: PlayerKeys): void {
  const mayAnnotate = useMay("calls.annotate_call");
  const step = useStep();
  const finish = useFinishCall();
  const outcomeKeys = useOutcomeKeys(call);
  const key = (keys: string, does: string, run: KeyBinding["run"]): KeyBinding => ({
    keys,
    does,
    group: "player",
    run,
    isInDialogs: isFull,
  });
  useKeys([
    key("space", t("player.play"), togglePlaying),
    key("k", t("player.play"), togglePlaying),
    key("j", t("player.back10"), () => skipBy(-SKIP_SECONDS)),
    key("l", t("player.forward10"), () => skipBy(SKIP_SECONDS)),
    key("shift+,", t("player.slower"), () => changeSpeed(-1)),
    key("shift+.", t("player.faster"), () => changeSpeed(1)),
    key("n", t("player.next"), () => void step(1)),
    key("shift+n", t("player.previous"), () => void step(-1)),
    ...(mayAnnotate ? [key("m", t("player.noteAt", { time: "…" }), onNote)] : []),
    key("mod+enter", t("player.done"), finish),
    key("escape", t("player.close"), closeUnlessAnother),
    ...outcomeKeys.map(({ keys, does, run }) => key(keys, does, run)),
  ]);
}

/** 1 to 9; on the Review page they choose among the matches. */
function useOutcomeKeys(call: Call | undefined): Pick<KeyBinding, "keys" | "does" | "run">[] {
  const mayAnnotate = useMay("calls.annotate_call");
  const isOnReview = useLocation().pathname.startsWith("/review");
  const { data: outcomes = [] } = useQuery({ ...outcomesQuery, enabled: mayAnnotate });
  const set = useSetOutcome();
  if (!mayAnnotate || isOnReview) return [];
  return outcomes.slice(0, DIGITS).map((outcome, index) => ({
    keys: String(index + 1),
    does: t("player.outcomeKey", { outcome }),
    run: () => call && set(call, outcome),
  }));
}

/** A field or a menu that has focus has its own use for Escape. */
function closeUnlessAnother({ target }: KeyboardEvent): void {
  const isOthers = target instanceof Element && target.closest(OWN_ESCAPE) !== null;
  if (!isOthers && !isTypedInto(target)) closePlayer();
}
