import { type InfiniteData, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { ApiProblem } from "@/lib/api/problem";
import { type CallPage, listKey, pollCalls } from "./api/list-calls";
import { type Filters, queryText } from "./filters";
import { arrivals, isGap, joined, refreshed } from "./new-calls";

const POLL_MS = 10_000;

type Loaded = InfiniteData<CallPage, string | undefined>;

interface NewCalls {
  filters: Filters;
  /** Whether rows may move: the list stands at its top and nothing in it has focus. */
  mayMove: () => boolean;
}

interface Waiting {
  list: string;
  page: CallPage;
  count: number;
}

/** Asks for new calls every ten seconds. They show at once where nobody reads, else when wanted. */
export function useNewCalls({ filters, mayMove }: NewCalls) {
  const client = useQueryClient();
  const list = queryText(filters);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const etag = useRef<{ list: string; value: string | null }>({ list, value: null });

  function showAll(page: CallPage): void {
    const key = listKey(filters);
    const loaded = client.getQueryData<Loaded>(key);
    if (loaded && isGap(loaded, page)) void client.resetQueries({ queryKey: key, exact: true });
    else if (loaded) client.setQueryData(key, joined(loaded, page));
    setWaiting(null);
  }

  const poll = useEffectEvent(async (signal: AbortSignal) => {
    if (document.hidden || !client.getQueryData(listKey(filters))) return;
    const known = etag.current.list === list ? etag.current.value : null;
    const answered = await pollCalls(filters, known, signal).catch((error: unknown) => {
      // The line under the head says that the server is away; the next round asks again.
      if (error instanceof ApiProblem || signal.aborted) return null;
      throw error;
    });
    const key = listKey(filters);
    const loaded = client.getQueryData<Loaded>(key);
    if (!answered || !loaded || signal.aborted) return;
    etag.current = { list, value: answered.etag };
    const count = arrivals(loaded, answered.page).length;
    if (count === 0 || mayMove()) return showAll(answered.page);
    client.setQueryData(key, refreshed(loaded, answered.page));
    setWaiting({ list, page: answered.page, count });
  });

  const isFresh = useEffectEvent(() => {
    const loadedAt = client.getQueryState(listKey(filters))?.dataUpdatedAt ?? 0;
    return Date.now() - loadedAt < POLL_MS;
  });

  useEffect(() => {
    const controller = new AbortController();
    // What has just come needn't be asked for again.
    if (!isFresh()) void poll(controller.signal);
    const timer = setInterval(() => void poll(controller.signal), POLL_MS);
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [list]);

  const own = waiting?.list === list ? waiting : null;
  return { count: own?.count ?? 0, show: () => own && showAll(own.page) };
}
