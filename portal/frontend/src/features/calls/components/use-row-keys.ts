import type { KeyboardEvent } from "react";
import { playOrPause } from "@/components/call-cells/play-or-pause";
import { type Call, isPlayable } from "@/lib/call";
import { areSingleKeysOn } from "@/lib/keyboard/registry";
import { useKeys } from "@/lib/keyboard/use-keys";
import { t } from "@/lib/messages";
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

  function focused(): Call | undefined {
    const key = document.activeElement?.closest<HTMLElement>(ROW)?.dataset.key;
    return rows.find((call) => call.id === key);
  }

  function setOutcome(): void {
    const call = focused();
    if (call && mayAnnotate) openOutcome.set(call.id);
  }

  function markReviewed(): void {
    const call = focused();
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
    const isPlayKey = [" ", "k"].includes(event.key.toLowerCase());
    const isOnRow = (event.target as Element).matches(ROW);
    if (!isPlayKey || !isOnRow || !areSingleKeysOn.get() || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const call = focused();
    if (call && isPlayable(call.recording)) playOrPause(call, queue);
  }

  return onKeyDown;
}

function enterList(): void {
  document.querySelector<HTMLElement>(`${ROW}[tabindex="0"]`)?.focus();
}
