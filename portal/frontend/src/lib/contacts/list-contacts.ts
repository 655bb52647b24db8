import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components, paths } from "@/lib/api/schema";

export type ContactPage = components["schemas"]["ContactPage"];
export type ContactQuery = NonNullable<paths["/v1/contacts"]["get"]["parameters"]["query"]>;

export function listContacts(query: ContactQuery, signal?: AbortSignal): Promise<ContactPage> {
  return answer(api.GET("/v1/contacts", { params: { query }, signal }));
}

/** One page, for a choice or a short list. */
export const fewContactsQuery = (query: ContactQuery) =>
  queryOptions({
    queryKey: ["contacts", "few", query],
    queryFn: ({ signal }) => listContacts(query, signal),
  });
