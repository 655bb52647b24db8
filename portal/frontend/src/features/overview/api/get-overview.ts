import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type Overview = components["schemas"]["Overview"];
export type Figure = components["schemas"]["Figure"];
export type Days = 1 | 7 | 30;

const POLLED_MS = 60_000;

export const overviewQuery = (days: Days) =>
  queryOptions({
    queryKey: ["overview", days],
    queryFn: ({ signal }) => answer(api.GET("/v1/overview", { params: { query: { days: `${days}` } }, signal })),
    refetchInterval: POLLED_MS,
    placeholderData: keepPreviousData,
  });
