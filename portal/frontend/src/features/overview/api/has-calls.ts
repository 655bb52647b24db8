import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

/** Whether there is any call that the viewer may see. */
export const hasCallsQuery = queryOptions({
  queryKey: ["calls", "any"],
  queryFn: async ({ signal }) =>
    (await answer(api.GET("/v1/calls", { params: { query: { limit: 1 } }, signal }))).results
      .length > 0,
});
