import { queryOptions, useQuery } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import { type KeysetPage, useKeysetList } from "@/lib/api/keyset";
import type { operations } from "@/lib/api/schema";
import type { Call } from "@/lib/call";
import { type Filters, queryText } from "../filters";

type Query = NonNullable<operations["list_calls"]["parameters"]["query"]>;

export interface Count {
  value: number;
  is_capped: boolean;
}

export interface CallPage extends KeysetPage<Call> {
  count?: Count;
  /** Null: all calls there are. */
  period: { is_default: boolean; started_after: string | null } | null;
}

const PAGE_ROWS = 50;
// Who scrolls on wants many.
const NEXT_ROWS = 100;

export const listKey = (filters: Filters) => ["call-list", queryText(filters)];

// The address may hold anything; the server says what it can't use.
export function queryOf(filters: Filters): Query {
  return { ...filters } as unknown as Query;
}

export function listCalls(
  filters: Filters,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<CallPage> {
  const query = { ...queryOf(filters), limit: cursor ? NEXT_ROWS : PAGE_ROWS, cursor, count: cursor ? undefined : true };
  return answer(api.GET("/v1/calls", { params: { query }, signal }));
}

/** The first page, or null while it is as `etag` says. */
export async function pollCalls(
  filters: Filters,
  etag: string | null,
  signal: AbortSignal,
): Promise<{ page: CallPage; etag: string | null } | null> {
  const { data, response } = await api.GET("/v1/calls", {
    params: {
      query: { ...queryOf(filters), limit: PAGE_ROWS, count: true },
      header: etag ? { "If-None-Match": etag } : {},
    },
    signal,
  });
  if (!data) return null;
  return { page: data, etag: response.headers.get("ETag") };
}

export function useCalls(filters: Filters) {
  return useKeysetList<Call, CallPage>({
    queryKey: listKey(filters),
    fetchPage: (cursor, signal) => listCalls(filters, cursor, signal),
    // Polling keeps the first page fresh; fetching thousands of rows anew would move what is read.
    isFetchedOnce: true,
  });
}

export const countQuery = (filters: Filters) =>
  queryOptions({
    queryKey: ["calls", "count", queryText(filters)],
    queryFn: afterContent(async ({ signal }) => {
      const query = { ...queryOf(filters), limit: 1, count: true };
      const page = await answer(api.GET("/v1/calls", { params: { query }, signal }));
      return page.count ?? null;
    }),
    staleTime: 10_000,
    refetchInterval: 30_000,
  });

/** How many calls there are, up to 1,000; undefined until known. */
export function useCount(filters: Filters, isWanted = true): Count | null | undefined {
  return useQuery({ ...countQuery(filters), enabled: isWanted }).data;
}
