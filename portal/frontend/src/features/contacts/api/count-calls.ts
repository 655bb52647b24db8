import { useQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

/** How many calls that the viewer may see were with a number. */
export function useCallsWith(number: string | null) {
  return useQuery({
    queryKey: ["contacts", "calls-with", number],
    queryFn: async ({ signal }) => {
      const query = { number: number ?? "", count: true, limit: 1 };
      return (await answer(api.GET("/v1/calls", { params: { query }, signal }))).count ?? null;
    },
    enabled: number !== null,
  }).data;
}
