import { createStore } from "./store";

/** Whether the drawer that uploads a call is open, on the page of calls. */
export const isUploadOpen = createStore(false);
