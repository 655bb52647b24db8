import { createStore } from "./store";

/** Whether the palette (Ctrl K) is open. */
export const isPaletteOpen = createStore(false);
