import type { InfiniteData } from "@tanstack/react-query";
import type { Call } from "@/lib/call";
import type { CallPage } from "./api/list-calls";

type Loaded = InfiniteData<CallPage, string | undefined>;

function rowsOf(loaded: Loaded): Call[] {
  return loaded.pages.flatMap((page) => page.results);
}

/** Calls of the fetched first page that aren't in the list yet. */
export function arrivals(loaded: Loaded, fetched: CallPage): Call[] {
  const known = new Set(rowsOf(loaded).map((call) => call.id));
  const last = loaded.pages.at(-1);
  // Older than all that was loaded: it comes with the next page.
  const end = last?.next ? last.results.at(-1)?.started_at : undefined;
  return fetched.results.filter(
    (call) => !known.has(call.id) && (end === undefined || call.started_at > end),
  );
}

/** What is listed, as it is by now, every row at its place. */
export function refreshed(loaded: Loaded, fetched: CallPage): Loaded {
  const fresh = new Map(fetched.results.map((call) => [call.id, call]));
  const pages = loaded.pages.map((page, index) => ({
    ...page,
    count: index === 0 ? fetched.count : page.count,
    results: page.results.map((call) => fresh.get(call.id) ?? call),
  }));
  return { ...loaded, pages };
}

function byTime(one: Call, other: Call): number {
  return other.started_at.localeCompare(one.started_at) || other.id.localeCompare(one.id);
}

/** With the new calls in their places. No row is lost: all go to the first page, whatever its size. */
export function joined(loaded: Loaded, fetched: CallPage): Loaded {
  const added = arrivals(loaded, fetched);
  const { pages, pageParams } = refreshed(loaded, fetched);
  if (added.length === 0) return { pages, pageParams };
  const all = pages.flatMap((page) => page.results).concat(added).toSorted(byTime);
  const [first, ...others] = pages;
  if (!first) return loaded;
  // Pages are only how the rows came; each but the first keeps its number of rows, counted from
  // the end, and its cursor.
  const sizes = others.map((page) => page.results.length);
  let from = all.length - sizes.reduce((sum, size) => sum + size, 0);
  const head = { ...first, results: all.slice(0, from) };
  const tail = others.map((page, index) => {
    const results = all.slice(from, from + (sizes[index] ?? 0));
    from += results.length;
    return { ...page, results };
  });
  return { pages: [head, ...tail], pageParams };
}

/** More than a page has come: what lies between isn't known, so the list starts anew. */
export function isGap(loaded: Loaded, fetched: CallPage): boolean {
  const known = new Set(rowsOf(loaded).map((call) => call.id));
  return (
    known.size > 0 && fetched.next !== null && !fetched.results.some((call) => known.has(call.id))
  );
}
