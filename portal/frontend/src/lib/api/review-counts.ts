import { queryOptions, useQuery } from "@tanstack/react-query";
import { afterContent } from "./after-content";
import { answer, api } from "./client";
import { useMay } from "./me";
import type { components } from "./schema";

export type ReviewCounts = components["schemas"]["ReviewCounts"];
export type CaseKind = Exclude<keyof ReviewCounts, "done_today">;
type Count = components["schemas"]["Count"];

const POLLED_MS = 30_000;

export const reviewCountsQuery = queryOptions({
  queryKey: ["review", "counts"],
  queryFn: afterContent(({ signal }) => answer(api.GET("/v1/review/counts", { signal }))),
  refetchInterval: POLLED_MS,
});

/** How many wait, by kind; undefined until known, or for who doesn't review. */
export function useReviewCounts(): ReviewCounts | undefined {
  const mayReview = useMay("calls.review_call");
  return useQuery({ ...reviewCountsQuery, enabled: mayReview }).data;
}

export function sumOf({ unlinked, invalid_number, recording, new_lead }: ReviewCounts): Count {
  const all = [unlinked, invalid_number, recording, new_lead];
  return {
    value: all.reduce((sum, count) => sum + count.value, 0),
    is_capped: all.some((count) => count.is_capped),
  };
}
