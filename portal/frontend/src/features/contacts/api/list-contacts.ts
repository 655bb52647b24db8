import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { useKeysetList } from "@/lib/api/keyset";
import type { Contact } from "@/lib/contacts/contact";
import { type ContactPage, type ContactQuery, listContacts } from "@/lib/contacts/list-contacts";
import type { ContactFilters } from "../filters";

const PAGE_ROWS = 50;
const COUNT_STALE_MS = 30_000;

// The address may hold anything; the server says what it can't use.
function queryOf(filters: ContactFilters): ContactQuery {
  return { ...filters } as ContactQuery;
}

export function useContacts(filters: ContactFilters) {
  return useKeysetList<Contact, ContactPage>({
    queryKey: ["contacts", "list", filters],
    fetchPage: (cursor, signal) =>
      listContacts({ ...queryOf(filters), cursor, limit: PAGE_ROWS }, signal),
  });
}

/** Apart from the rows, which needn't wait for it. Counted up to 1,000. */
export function useContactCount(filters: ContactFilters) {
  const counted = { ...filters, sort: undefined };
  return useQuery({
    queryKey: ["contacts", "count", counted],
    queryFn: afterContent(
      async ({ signal }) =>
        (await listContacts({ ...queryOf(counted), count: "true", limit: 1 }, signal)).count ?? null,
    ),
    staleTime: COUNT_STALE_MS,
    placeholderData: keepPreviousData,
  }).data;
}
