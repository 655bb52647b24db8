import { type KeyboardEvent, useEffect, useEffectEvent, useState } from "react";
import type { Line } from "./lines";

/** Calls `go` whenever another row is meant, until what it returns is called. */
export type Follow = (go: (key: string) => void) => () => void;

interface ActiveRowOptions<Row> {
  lines: readonly Line<Row>[];
  scrollTo: (index: number) => void;
  pageRows: () => number;
  onOpen: (row: Row) => void;
  startAt: string | undefined;
  follow: Follow | undefined;
  /** Nobody is doing anything outside the list. */
  isFocusFree: () => boolean;
}

/** Which row Tab comes to, and the keys that move it. It follows its row when others come before. */
export function useActiveRow<Row>(options: ActiveRowOptions<Row>) {
  const { lines, scrollTo, pageRows, onOpen, startAt } = options;
  const [key, setKey] = useState<string | null>(startAt ?? null);
  // The row that is to take focus once it has been scrolled into being.
  const [wanted, setWanted] = useState<string | null>(startAt ?? null);

  const found = lines.findIndex((line) => line.key === key);
  const first = lines.findIndex((line) => line.kind === "row");
  const index = found >= 0 ? found : first;

  function moveTo(next: number): void {
    const line = lines[next];
    if (line?.kind !== "row") return;
    setKey(line.key);
    setWanted(null);
  }

  const { follow } = options;
  const goAlong = useEffectEvent((to: string) => {
    const next = lines.findIndex((line) => line.key === to);
    // A click in the row itself has brought the focus there.
    if (next < 0 || to === key) return;
    scrollTo(next);
    setKey(to);
    setWanted(options.isFocusFree() ? to : null);
  });
  useEffect(() => follow?.((to) => goAlong(to)), [follow]);

  /** The nearest row from `from`, going on in the direction of `step`. */
  function rowFrom(from: number, step: 1 | -1): number | undefined {
    for (let at = from; at >= 0 && at < lines.length; at += step)
      if (lines[at]?.kind === "row") return at;
    return undefined;
  }

  function target(pressed: string): number | undefined {
    const last = lines.length - 1;
    switch (pressed) {
      case "ArrowDown":
        return rowFrom(index + 1, 1);
      case "ArrowUp":
        return rowFrom(index - 1, -1);
      case "PageDown":
        return rowFrom(Math.min(last, index + pageRows()), 1) ?? rowFrom(last, -1);
      case "PageUp":
        return rowFrom(Math.max(0, index - pageRows()), -1) ?? rowFrom(0, 1);
      case "Home":
        return rowFrom(0, 1);
      case "End":
        return rowFrom(last, -1);
      default:
        return undefined;
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isOnRow = (event.target as Element).getAttribute("role") === "row";
    const line = lines[index];
    if (event.key === "Enter" && isOnRow && line?.kind === "row") {
      event.preventDefault();
      onOpen(line.row);
      return;
    }
    // Within a row's field or menu the arrows are its own.
    if (!isOnRow && !(event.target instanceof HTMLButtonElement)) return;
    const next = target(event.key);
    const nextLine = next === undefined ? undefined : lines[next];
    if (next === undefined || !nextLine) return;
    event.preventDefault();
    scrollTo(next);
    setKey(nextLine.key);
    setWanted(nextLine.key);
  }

  return {
    index,
    moveTo,
    onKeyDown,
    isFocusWanted: (at: number) => wanted !== null && lines[at]?.key === wanted,
  };
}
