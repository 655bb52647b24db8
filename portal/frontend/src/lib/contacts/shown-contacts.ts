import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { Contact } from "./contact";
import type { ContactPage } from "./list-contacts";

type Pages = InfiniteData<ContactPage>;

function inPage(page: ContactPage, id: string, part: Partial<Contact>): ContactPage {
  return {
    ...page,
    results: page.results.map((contact) => (contact.id === id ? { ...contact, ...part } : contact)),
  };
}

/** Puts new values wherever a contact is on show: its page and every list. */
export function showContact(client: QueryClient, id: string, part: Partial<Contact>): void {
  client.setQueryData<Contact>(["contacts", id], (shown) => shown && { ...shown, ...part });
  client.setQueriesData<Pages>(
    { queryKey: ["contacts", "list"] },
    (list) => list && { ...list, pages: list.pages.map((page) => inPage(page, id, part)) },
  );
}
