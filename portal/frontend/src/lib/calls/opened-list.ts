import type { Call } from "@/lib/call";
import { createStore } from "@/lib/store";

/** The list that a call was opened from: where "back" leads, and what comes before and after. */
export interface OpenedList {
  /** Within the portal: "/calls?agent=me". */
  address: string;
  calls: readonly Call[];
  /** How many the list has in all; null where nobody counted. */
  total: { value: number; is_capped: boolean } | null;
}

export const openedList = createStore<OpenedList | null>(null);

/** The call that was seen last: coming back to the list leads to its row. */
export const lastOpened = createStore<string | null>(null);
