import { createStore } from "@/lib/store";

/** The dialog in which views are renamed, ordered and deleted: it outlives what opened it. */
export const isManagingViews = createStore(false);
