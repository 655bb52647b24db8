import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

/** What a call may have meant, in the team's order. */
export async function listOutcomes(signal?: AbortSignal): Promise<string[]> {
  const page = await answer(api.GET("/v1/outcomes", { signal }));
  return page.results.map(({ name }) => name);
}

export const outcomesQuery = queryOptions({
  queryKey: ["outcomes"],
  queryFn: ({ signal }) => listOutcomes(signal),
  staleTime: 10 * 60_000,
});
