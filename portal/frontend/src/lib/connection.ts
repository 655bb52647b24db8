import { createStore } from "./store";

/** Since when the server can't be reached, or null. */
export const offlineSince = createStore<Date | null>(null);

export function noteReached(): void {
  offlineSince.set(null);
}

export function noteUnreachable(): void {
  if (offlineSince.get() === null) offlineSince.set(new Date());
}

window.addEventListener("offline", noteUnreachable);
window.addEventListener("online", noteReached);
