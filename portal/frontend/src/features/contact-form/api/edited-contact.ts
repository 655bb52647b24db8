import { queryOptions } from "@tanstack/react-query";
import { getContact } from "@/lib/contacts/get-contact";

/** Not the page's own copy: what is edited must be as fresh as can be. */
export const editedContactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", "edited", id],
    queryFn: ({ signal }) => getContact(id, signal),
    staleTime: 0,
    gcTime: 0,
  });
