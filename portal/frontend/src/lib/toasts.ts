import { createStore } from "./store";

export interface Toast {
  id: number;
  text: string;
  /** `keys` act while it is shown, and stand beside the label. */
  action?: { label: string; keys?: string; run: () => void };
}

/** One at a time: a new one takes the old one's place. */
export const toast = createStore<Toast | null>(null);
let lastId = 0;

/** Says what was done. An error that needs a decision is never a toast. */
export function showToast(text: string, action?: Toast["action"]): void {
  lastId += 1;
  toast.set({ id: lastId, text, action });
}

export function dismissToast(): void {
  toast.set(null);
}
