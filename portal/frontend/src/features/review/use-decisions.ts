import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiProblem, asProblem } from "@/lib/api/problem";
import { reviewCountsQuery } from "@/lib/api/review-counts";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { type Case, keyOf } from "./api/list-cases";
import { type Queue, counted, withCase, withoutCase } from "./queue";

export interface Decision {
  decided: Case;
  name: string;
  /** What the toast says. */
  done: string;
  run: () => Promise<unknown>;
  undo?: () => Promise<unknown>;
}

interface Made extends Decision {
  running: Promise<boolean>;
}

/** Decisions show at once; what the server refuses comes back, and the last one can be undone. */
export function useDecisions(open: (one: Case) => void) {
  const client = useQueryClient();
  const made = useRef<Made[]>([]);

  function change({ decided, undo }: Decision, changed: (queue: Queue) => Queue, step: 1 | -1): void {
    const { kind } = decided;
    for (const place of ["all", kind])
      client.setQueryData<Queue>(["review", "cases", place], (queue) => queue && changed(queue));
    // What can't be undone, processing again, isn't settled yet.
    const counting = { kind, isDone: undo !== undefined, step };
    client.setQueryData(reviewCountsQuery.queryKey, (counts) => counts && counted(counts, counting));
  }

  const takeOut = (one: Decision) => change(one, (queue) => withoutCase(queue, keyOf(one.decided)), 1);
  const putBack = (one: Decision) => change(one, (queue) => withCase(queue, one.decided), -1);

  function refresh(): void {
    void client.invalidateQueries({ queryKey: reviewCountsQuery.queryKey });
    void client.invalidateQueries({ queryKey: ["calls"] });
    void client.invalidateQueries({ queryKey: ["overview"] });
  }

  async function settle(decision: Decision): Promise<boolean> {
    try {
      await decision.run();
      refresh();
      return true;
    } catch (error) {
      made.current = made.current.filter((one) => one.decided !== decision.decided);
      failed(asProblem(error), decision);
      return false;
    }
  }

  function failed(problem: ApiProblem, decision: Decision): void {
    // Nothing is left to decide.
    if (problem.status === 404 || problem.status === 410) return showToast(t("review.gone"));
    putBack(decision);
    const again = { label: t("states.tryAgain"), run: () => decide(decision) };
    showToast(t("review.notSaved", { detail: problem.detail }), again);
  }

  function decide(decision: Decision): void {
    // A list that was asked for before the decision would bring the case back, and its count.
    void client.cancelQueries({ queryKey: ["review"] });
    takeOut(decision);
    const running = settle(decision);
    if (decision.undo) made.current.push({ ...decision, running });
    const undo = { label: t("shell.undo"), keys: "mod+z", run: () => void undoLast() };
    showToast(decision.done, decision.undo && undo);
  }

  async function undoLast(): Promise<void> {
    const last = made.current.pop();
    if (!last?.undo || !(await last.running)) return;
    try {
      await last.undo();
      putBack(last);
      open(last.decided);
      refresh();
      showToast(t("review.undone", { name: last.name }));
    } catch (error) {
      showToast(t("review.notUndone", { detail: asProblem(error).detail }));
    }
  }

  return { decide, undoLast };
}
