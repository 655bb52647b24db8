import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type Match = components["schemas"]["Match"];
export type Reason = components["schemas"]["Reason"];

/** Whose call it may have been, five at most, the best first. */
export const matchesQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", callId, "matches"],
    queryFn: async ({ signal }) => {
      const params = { path: { call_id: callId } };
      return (await answer(api.GET("/v1/calls/{call_id}/matches", { params, signal }))).results;
    },
  });
