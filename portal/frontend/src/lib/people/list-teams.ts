import { queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";

export const teamsQuery = queryOptions({
  queryKey: ["teams"],
  queryFn: afterContent(
    async ({ signal }) => (await answer(api.GET("/v1/teams", { signal }))).results,
  ),
  staleTime: 300_000,
});
