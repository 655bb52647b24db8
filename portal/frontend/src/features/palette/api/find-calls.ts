import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";

const SHOWN = 4;

async function findCalls(search: string, signal: AbortSignal): Promise<Call[]> {
  const query = { search, limit: SHOWN };
  return (await answer(api.GET("/v1/calls", { params: { query }, signal }))).results;
}

export const foundCallsQuery = (search: string) =>
  queryOptions({
    queryKey: ["calls", "palette", search],
    queryFn: ({ signal }) => findCalls(search, signal),
    enabled: search !== "",
    retry: false,
  });
