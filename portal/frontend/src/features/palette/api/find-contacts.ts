import { queryOptions } from "@tanstack/react-query";
import { listContacts } from "@/lib/contacts/list-contacts";

const SHOWN = 5;

export const foundContactsQuery = (search: string) =>
  queryOptions({
    queryKey: ["contacts", "palette", search],
    queryFn: async ({ signal }) => (await listContacts({ search, limit: SHOWN }, signal)).results,
    enabled: search !== "",
    retry: false,
  });
