import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type ContactDetail = components["schemas"]["ContactDetail"];

/** A merged contact's id gives the survivor, whose `id` is another one then. */
export function getContact(id: string, signal?: AbortSignal): Promise<ContactDetail> {
  return answer(
    api.GET("/v1/contacts/{contact_id}", { params: { path: { contact_id: id } }, signal }),
  );
}

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ["contacts", id],
    queryFn: ({ signal }) => getContact(id, signal),
  });
