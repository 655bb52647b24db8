import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { listContacts } from "./list-contacts";

const SHOWN = 6;

/** Whose call it may be, by name or number; nobody without a word. */
export const contactSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ["contacts", "search", text],
    queryFn: async ({ signal }) =>
      (await listContacts({ search: text, limit: SHOWN }, signal)).results,
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
