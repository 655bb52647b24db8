import { createStore } from "@/lib/store";

/** The call that was opened from the list: coming back leads to its row. */
export const lastOpened = createStore<string | null>(null);
