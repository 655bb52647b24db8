import { usePrefetchInfiniteQuery } from "@tanstack/react-query";
import type { Call } from "@/lib/call";
import { answer, api } from "@/lib/api/client";
import { type KeysetPage, keysetOptions, useKeysetList } from "@/lib/api/keyset";
import type { components, operations } from "@/lib/api/schema";

type Schemas = components["schemas"];
type CallQuery = NonNullable<operations["list_calls"]["parameters"]["query"]>;
export type NoteEntry = Schemas["NoteEntry"];
export type EventEntry = Schemas["EventEntry"];
type CallEntry = Schemas["CallEntry"];
/** A call that went out of sight between two requests comes without its details. */
export type CallLine = CallEntry & { call: Call | undefined };
export type TimelineLine = CallLine | NoteEntry | EventEntry;
export type TimelineKind = TimelineLine["kind"];
/** The first page says how many there are of each kind. */
export type TimelinePage = KeysetPage<TimelineLine> & Pick<Schemas["TimelinePage"], "counts">;

const PAGE = 30;
const SECOND = 1_000;
const MOST_CALLS = 200;
const EVER = "2000-01-01T00:00:00Z";

async function listCalls(query: CallQuery, signal: AbortSignal): Promise<Call[]> {
  return (await answer(api.GET("/v1/calls", { params: { query }, signal }))).results;
}

/** As many as a page has lines are all calls that the first one can have: no need to wait for it. */
function newestCalls(contact: string, signal: AbortSignal): Promise<Call[]> {
  return listCalls({ contact, started_after: EVER, limit: PAGE }, signal);
}

/** The calls of one page of a timeline as the lists of calls give them. */
function callsOf(
  contactId: string,
  entries: readonly CallEntry[],
  signal: AbortSignal,
): Promise<Call[]> {
  const [newest, oldest] = [entries[0], entries.at(-1)];
  if (!newest || !oldest) return Promise.resolve([]);
  const query = {
    contact: contactId,
    started_after: oldest.at,
    // "Before" leaves out the moment itself.
    started_before: new Date(new Date(newest.at).getTime() + SECOND).toISOString(),
    limit: MOST_CALLS,
  };
  return listCalls(query, signal);
}

async function fetchPage(
  contactId: string,
  kind: TimelineKind | undefined,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<TimelinePage> {
  const isFirst = cursor === undefined && (kind === undefined || kind === "call");
  const query = { kind, cursor, limit: PAGE, count: cursor ? undefined : ("true" as const) };
  const params = { path: { contact_id: contactId }, query };
  const [page, newest] = await Promise.all([
    answer(api.GET("/v1/contacts/{contact_id}/timeline", { params, signal })),
    isFirst ? newestCalls(contactId, signal) : undefined,
  ]);
  const isCall = (entry: Schemas["TimelineEntry"]): entry is CallEntry => entry.kind === "call";
  const found = newest ?? (await callsOf(contactId, page.results.filter(isCall), signal));
  const calls = new Map(found.map((call) => [call.id, call]));
  return {
    next: page.next,
    counts: page.counts,
    results: page.results.map((entry) =>
      isCall(entry) ? { ...entry, call: calls.get(entry.id) } : entry,
    ),
  };
}

const timelineList = (contactId: string, kind: TimelineKind | undefined) => ({
  queryKey: ["contacts", contactId, "timeline", kind ?? "all"],
  fetchPage: (cursor: string | undefined, signal: AbortSignal) =>
    fetchPage(contactId, kind, cursor, signal),
});

/** Calls that the viewer may see, notes and changes, newest first. */
export function useTimeline(contactId: string, kind: TimelineKind | undefined) {
  return useKeysetList<TimelineLine, TimelinePage>(timelineList(contactId, kind));
}

/** Asks for it before the contact itself has come. */
export function usePrefetchedTimeline(contactId: string): void {
  usePrefetchInfiniteQuery(keysetOptions(timelineList(contactId, undefined)));
}
