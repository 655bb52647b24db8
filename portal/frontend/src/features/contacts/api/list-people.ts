import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const MOST = 200;

/** Who may own a contact, by name. */
export function useOwners() {
  return useQuery({
    queryKey: ["people", "owners"],
    queryFn: async ({ signal }) => {
      const query = { limit: MOST };
      const { results } = await answer(api.GET("/v1/users", { params: { query }, signal }));
      return results.toSorted((a, b) => a.name.localeCompare(b.name));
    },
    staleTime: 300_000,
  }).data;
}
