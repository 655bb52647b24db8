import type { InfiniteData } from "@tanstack/react-query";
import type { KeysetPage } from "@/lib/api/keyset";
import type { CaseKind, ReviewCounts } from "@/lib/api/review-counts";
import { type Case, keyOf } from "./api/list-cases";

export type Queue = InfiniteData<KeysetPage<Case>, string | undefined>;

/** The queue after a decision. */
export function withoutCase(queue: Queue, key: string): Queue {
  return mapped(queue, (rows) => rows.filter((row) => keyOf(row) !== key));
}

/** The queue after a decision was taken back: the case stands where it stood. */
export function withCase(queue: Queue, added: Case): Queue {
  const left = withoutCase(queue, keyOf(added));
  const last = left.pages.length - 1;
  const place = left.pages.findIndex(
    (page, index) => index === last || page.results.some((row) => isOlder(row, added)),
  );
  return {
    ...left,
    pages: left.pages.map((page, index) => {
      if (index !== place) return page;
      const at = page.results.findIndex((row) => isOlder(row, added));
      return { ...page, results: page.results.toSpliced(at < 0 ? page.results.length : at, 0, added) };
    }),
  };
}

/** Newest first, as the server orders them. */
function isOlder(row: Case, than: Case): boolean {
  return row.at === than.at ? row.id < than.id : Date.parse(row.at) < Date.parse(than.at);
}

function mapped(queue: Queue, change: (rows: Case[]) => Case[]): Queue {
  return {
    ...queue,
    pages: queue.pages.map((page) => ({ ...page, results: change(page.results) })),
  };
}

/** What opens when this one is decided: the next, or at the end the one before. */
export function afterDeciding(rows: readonly Case[], key: string): Case | undefined {
  const at = rows.findIndex((row) => keyOf(row) === key);
  return rows[at + 1] ?? rows[at - 1];
}

/** A decision (1) or its undo (-1). A capped count stays: nobody knows by how much it is over. */
export function counted(
  counts: ReviewCounts,
  { kind, isDone, step }: { kind: CaseKind; isDone: boolean; step: 1 | -1 },
): ReviewCounts {
  const { value, is_capped } = counts[kind];
  return {
    ...counts,
    [kind]: { value: is_capped ? value : Math.max(0, value - step), is_capped },
    done_today: Math.max(0, counts.done_today + (isDone ? step : 0)),
  };
}
