import { type QueryClient, queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { answer, api } from "./client";
import type { components } from "./schema";

export type Me = components["schemas"]["Me"];
export type Permission = Me["permissions"][number];

export function getMe(signal?: AbortSignal): Promise<Me> {
  return answer(api.GET("/v1/me", { signal }));
}

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => getMe(signal),
  // Coming back to the window finds out that a role changed or the session ended.
  staleTime: 60_000,
});

/** Who is signed in: the shell has loaded it before any page shows. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** The HTML says it with the page: nothing shows before it is known. */
export function takeMe(client: QueryClient): void {
  const said = document.getElementById("me")?.textContent;
  if (said) client.setQueryData(meQuery.queryKey, JSON.parse(said) as Me);
}

export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission);
}
