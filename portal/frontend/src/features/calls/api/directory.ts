import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const MOST = 200;
const STALE_MS = 10 * 60_000;

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: async ({ signal }) => {
    const page = await answer(api.GET("/v1/users", { params: { query: { limit: MOST } }, signal }));
    return page.results.toSorted((one, other) => one.name.localeCompare(other.name));
  },
  staleTime: STALE_MS,
});

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: async ({ signal }) => (await answer(api.GET("/v1/teams", { signal }))).results,
  staleTime: STALE_MS,
});
