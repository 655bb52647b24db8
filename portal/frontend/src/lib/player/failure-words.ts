import type { ApiProblem } from "@/lib/api/problem";
import { type PlainKey, t } from "@/lib/messages";

const WORDS: Readonly<Record<string, PlainKey>> = {
  may_not_listen: "player.mayNotListen",
  permission_denied: "player.mayNotListen",
  recording_absent: "player.absent",
  recording_erased: "player.erased",
  recording_not_ready: "player.notReady",
  call_deleted: "player.deleted",
  not_found: "player.deleted",
};

/** Why nothing is heard, in a sentence or two. */
export function failureWords(problem: ApiProblem): string {
  const known = WORDS[problem.code];
  if (known) return t(known);
  const why = problem.code === "unreachable" ? t("player.unreachable") : problem.detail;
  return `${t("player.couldNotPlay")} ${why}`;
}
