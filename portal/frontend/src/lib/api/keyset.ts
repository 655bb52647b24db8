import {
  type InfiniteData,
  type QueryKey,
  infiniteQueryOptions,
  keepPreviousData,
  useInfiniteQuery,
} from "@tanstack/react-query";
import { useMemo } from "react";

export interface KeysetPage<Row> {
  results: Row[];
  next: string | null;
}

interface KeysetList<Row, Page extends KeysetPage<Row>> {
  queryKey: QueryKey;
  /** `cursor` is undefined for the first page. */
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
  refetchInterval?: number;
  /** What was loaded stays as it is until somebody asks: else each page is fetched anew. */
  isFetchedOnce?: boolean;
}

/** The API's lists name their next page by its whole address; we need its cursor. */
export function cursorOf(address: string | null): string | undefined {
  return address ? (new URL(address).searchParams.get("cursor") ?? undefined) : undefined;
}

export function keysetOptions<Row, Page extends KeysetPage<Row>>(list: KeysetList<Row, Page>) {
  return infiniteQueryOptions<
    Page,
    Error,
    InfiniteData<Page, string | undefined>,
    QueryKey,
    string | undefined
  >({
    queryKey: list.queryKey,
    queryFn: ({ pageParam, signal }) => list.fetchPage(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => cursorOf(page.next),
    // Old rows stay on show while new filters load.
    placeholderData: keepPreviousData,
    refetchInterval: list.refetchInterval,
    // Not `undefined`, which would count as "never fresh".
    // Nor are all rows compared with themselves for each page that comes.
    ...(list.isFetchedOnce && { staleTime: Infinity, structuralSharing: false }),
  });
}

/** All rows that were loaded so far, and `loadMore` for when the end comes in sight. */
export function useKeysetList<Row, Page extends KeysetPage<Row>>(list: KeysetList<Row, Page>) {
  const query = useInfiniteQuery(keysetOptions(list));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const rows = useMemo(() => data?.pages.flatMap((page) => page.results) ?? [], [data]);

  function loadMore(): void {
    // After a failure only a person's click tries again: scrolling would hammer the server.
    if (hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }

  return { ...query, rows, firstPage: data?.pages[0], loadMore };
}
