import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const MOST = 200;
const STALE_MS = 300_000;

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: async ({ signal }) => (await answer(api.GET("/v1/teams", { signal }))).results,
  staleTime: STALE_MS,
});

export const peopleQuery = queryOptions({
  queryKey: ["reports", "people"],
  queryFn: async ({ signal }) => {
    const params = { query: { limit: MOST } };
    return (await answer(api.GET("/v1/users", { params, signal }))).results;
  },
  staleTime: STALE_MS,
});
