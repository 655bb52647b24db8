import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import type { components, paths } from "@/lib/api/schema";

export type User = components["schemas"]["User"];
type UserQuery = NonNullable<paths["/v1/users"]["get"]["parameters"]["query"]>;

const MOST = 200;
const FOUND = 20;
const STALE_MS = 300_000;

async function listPeople(query: UserQuery, signal: AbortSignal): Promise<User[]> {
  return (await answer(api.GET("/v1/users", { params: { query }, signal }))).results;
}

/** Everybody, by name: for a choice of filters. */
export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: afterContent(async ({ signal }) => {
    const people = await listPeople({ limit: MOST }, signal);
    return people.toSorted((one, other) => one.name.localeCompare(other.name));
  }),
  staleTime: STALE_MS,
});

/** The first few, found by the server by words of their name. */
export const foundPeopleQuery = (search: string) =>
  queryOptions({
    queryKey: ["people", "found", search],
    queryFn: ({ signal }) => listPeople({ search: search || undefined, limit: FOUND }, signal),
    staleTime: STALE_MS,
    placeholderData: keepPreviousData,
  });
