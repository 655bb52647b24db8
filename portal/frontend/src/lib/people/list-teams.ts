import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: async ({ signal }) => (await answer(api.GET("/v1/teams", { signal }))).results,
  staleTime: 300_000,
});
