import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type CallNote = components["schemas"]["CallNote"];

const PAGE = 200;

/** In the order of the recording, then those about the whole call, oldest first. */
export async function listNotes(id: string, signal?: AbortSignal): Promise<CallNote[]> {
  const params = { path: { call_id: id }, query: { limit: PAGE } };
  const page = await answer(api.GET("/v1/calls/{call_id}/notes", { params, signal }));
  return page.results.toSorted(
    (one, other) =>
      (one.at_seconds ?? Infinity) - (other.at_seconds ?? Infinity) ||
      one.created_at.localeCompare(other.created_at),
  );
}

export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ["calls", id, "notes"],
    queryFn: ({ signal }) => listNotes(id, signal),
  });
