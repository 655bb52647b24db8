import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Contact } from "@/lib/contacts/contact";

const SHOWN = 6;

/** Whose call it may be: by name or number, or else the server's best matches. */
export const candidatesQuery = (callId: string, search: string) =>
  queryOptions({
    queryKey: ["calls", callId, "candidates", search],
    queryFn: async ({ signal }): Promise<readonly Contact[]> => {
      if (search) {
        const params = { query: { search, limit: SHOWN } };
        return (await answer(api.GET("/v1/contacts", { params, signal }))).results;
      }
      const params = { path: { call_id: callId } };
      const found = await answer(api.GET("/v1/calls/{call_id}/matches", { params, signal }));
      return found.results.map(({ contact }) => contact);
    },
    placeholderData: keepPreviousData,
  });
