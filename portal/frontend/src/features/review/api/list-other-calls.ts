import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const SHOWN = 6;

/** The newest calls with this number that the viewer may see. */
export const otherCallsQuery = (number: string) =>
  queryOptions({
    queryKey: ["calls", "with", number],
    queryFn: async ({ signal }) => {
      const params = { query: { number, limit: SHOWN } };
      return (await answer(api.GET("/v1/calls", { params, signal }))).results;
    },
  });
