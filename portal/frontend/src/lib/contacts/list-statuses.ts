import { queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type ContactStatus = components["schemas"]["ContactStatus"];

async function listStatuses(signal?: AbortSignal): Promise<ContactStatus[]> {
  return (await answer(api.GET("/v1/statuses", { signal }))).results;
}

export const statusesQuery = queryOptions({
  queryKey: ["statuses"],
  queryFn: ({ signal }) => listStatuses(signal),
  staleTime: 300_000,
});

const NONE: readonly ContactStatus[] = [];

/** In the team's order; empty until they are there. */
export function useStatuses(): readonly ContactStatus[] {
  return useQuery(statusesQuery).data ?? NONE;
}

/** From 0 to 1, for the icon of a status that callcrm doesn't know. */
export function placeOf(status: string, statuses: readonly ContactStatus[]): number {
  const index = statuses.findIndex(({ name }) => name === status);
  return index < 0 ? 0 : index / Math.max(1, statuses.length - 1);
}
