import { useQueryClient } from "@tanstack/react-query";
import type { KeyboardEvent } from "react";
import { playOrPause } from "@/components/call-cells/play-or-pause";
import { type Call, isPlayable } from "@/lib/call";
import { areSingleKeysOn } from "@/lib/keyboard/registry";
import { outcomesQuery } from "@/lib/calls/outcomes";
import { useSetOutcome } from "@/lib/calls/set-outcome";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
import { player } from "@/lib/player/store";
import { useMarkReviewed } from "../use-mark-reviewed";
import { openOutcome } from "./outcome-cell";

interface RowKeys {
  rows: readonly Call[];
  queue: readonly Call[];
  mayAnnotate: boolean;
  mayReview: boolean;
}

const ROW = '[role="row"][data-key]';

/** Keys that act on the row that has focus. */
export function useRowKeys({ rows, queue, mayAnnotate, mayReview }: RowKeys) {
  const mark = useMarkReviewed();
  const setOutcomeOf = useSetOutcome();
  const client = useQueryClient();

  function focused(): Call | undefined {
    const key = document.activeElement?.closest<HTMLElement>(ROW)?.dataset.key;
    return rows.find((call) => call.id === key);
  }

  /** Else what plays: focus may be in the player. */
  function meant(): Call | undefined {
    return focused() ?? rows.find((call) => call.id === player.get().call?.id);
  }

  function setOutcome(): void {
    const call = meant();
    if (call && mayAnnotate) openOutcome.set(call.id);
  }

  function markReviewed(): void {
    const call = meant();
    if (call && mayReview) mark(call);
  }

  useKeys([
    // In the list itself arrows are the list's; from elsewhere they lead to it.
    { keys: "arrowdown", does: t("calls.keyMove"), group: "page", run: enterList },
    { keys: "o", does: t("calls.keyOutcome"), group: "page", run: setOutcome },
    { keys: "r", does: t("calls.keyReviewed"), group: "page", run: markReviewed },
  ]);

  /** Before the player takes these keys for what it plays. */
  function onKeyDown(event: KeyboardEvent): void {
    const call = focused();
    if (!call || !(event.target as Element).matches(ROW)) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === "Enter") finish(event, call);
      return;
    }
    if (!areSingleKeysOn.get()) return;
    if ([" ", "k"].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (isPlayable(call.recording)) playOrPause(call, queue);
      return;
    }
    if (!/^[1-9]$/.test(event.key) || !mayAnnotate || isListening()) return;
    event.preventDefault();
    void chooseOutcome(call, Number(event.key) - 1);
  }

  async function chooseOutcome(call: Call, index: number): Promise<void> {
    const outcome = (await client.ensureQueryData(outcomesQuery))[index];
    if (outcome) setOutcomeOf(call, outcome);
  }

  /** Where nothing was recorded there is nothing to play before: done, and on to the next row. */
  function finish(event: KeyboardEvent, call: Call): void {
    const next = rows[rows.indexOf(call) + 1];
    if (isListening() || !mayReview || call.reviewed_at !== null) return;
    event.preventDefault();
    mark(call);
    if (next) document.querySelector<HTMLElement>(`[data-key="${next.id}"]`)?.focus();
  }

  return onKeyDown;
}

/** Then the digits and Ctrl Enter are about the call that plays. */
function isListening(): boolean {
  return player.get().call !== null;
}

function enterList(): void {
  document.querySelector<HTMLElement>(`${ROW}[tabindex="0"]`)?.focus();
}
