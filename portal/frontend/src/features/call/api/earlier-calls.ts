import { queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";

const SHOWN = 5;

/** The newest calls with a contact before a moment, and how many there are. */
export const earlierCallsQuery = (contactId: string, before: string) =>
  queryOptions({
    queryKey: ["calls", "earlier", contactId, before],
    queryFn: afterContent(async ({ signal }) => {
      const params = {
        query: {
          contact: contactId,
          started_before: before,
          // Without a beginning the list would go back 92 days only.
          started_after: "2000-01-01T00:00:00Z",
          limit: SHOWN,
          count: true,
        },
      };
      return answer(api.GET("/v1/calls", { params, signal }));
    }),
  });
