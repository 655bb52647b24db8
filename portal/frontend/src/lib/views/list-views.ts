import { queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type View = components["schemas"]["CountedView"];
export type SavedView = components["schemas"]["SavedView"];
export type ViewPage = SavedView["page"];

const COUNTED_AGAIN_MS = 60_000;

export const viewsKey = ["views"];

/** One's own saved views, in one's own order, each with how many it lists. */
export const viewsQuery = queryOptions({
  queryKey: viewsKey,
  queryFn: afterContent(async ({ signal }) => {
    const query = { count: true };
    return (await answer(api.GET("/v1/views", { params: { query }, signal }))).results;
  }),
  refetchInterval: COUNTED_AGAIN_MS,
});
