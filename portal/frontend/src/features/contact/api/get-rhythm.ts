import { useQuery } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type Hours = NonNullable<components["schemas"]["Rhythm"]["hours"]>;

/** At which hours they call; null below ten calls, where no habit shows yet. */
export function useRhythm(contactId: string): Hours | null {
  const { data } = useQuery({
    queryKey: ["contacts", contactId, "rhythm"],
    queryFn: afterContent(({ signal }) =>
      answer(
        api.GET("/v1/contacts/{contact_id}/rhythm", {
          params: { path: { contact_id: contactId } },
          signal,
        }),
      ),
    ),
    staleTime: 300_000,
  });
  return data?.hours ?? null;
}
