import type { QueryClient } from "@tanstack/react-query";

// What no contact's change can make untrue.
const STAYS: readonly unknown[] = ["me", "statuses", "people", "outcomes", "teams"];

/** A contact's name and numbers stand on nearly every page. */
export function refreshAfterContact(queryClient: QueryClient): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => !STAYS.includes(queryKey[0]) && queryKey[1] !== "edited",
  });
}
