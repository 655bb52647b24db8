import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";

const SHOWN = 6;

export const contactSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ["contacts", "search", text],
    queryFn: async ({ signal }) => {
      const params = { query: { search: text, limit: SHOWN } };
      return (await answer(api.GET("/v1/contacts", { params, signal }))).results;
    },
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
