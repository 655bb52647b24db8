import { keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type User = components["schemas"]["User"];

const SHOWN = 20;

const peopleQuery = (search: string) =>
  queryOptions({
    queryKey: ["people", search],
    queryFn: async ({ signal }) => {
      const query = search ? { search, limit: SHOWN } : { limit: SHOWN };
      return (await answer(api.GET("/v1/users", { params: { query }, signal }))).results;
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Those who still work here, by words of their name. */
export function usePeople(search: string): User[] {
  return (useQuery(peopleQuery(search)).data ?? []).filter((person) => person.is_active);
}
