import { type Store, createStore } from "@/lib/store";

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2] as const;

export interface Volume {
  /** From 0 to 1. */
  level: number;
  isMuted: boolean;
}

/** A choice that this browser remembers. What is kept and unusable counts as not chosen. */
function remembered<Value>(
  key: string,
  initial: Value,
  isUsable: (kept: unknown) => kept is Value,
): Store<Value> {
  const store = createStore<Value>(read(key, initial, isUsable));
  store.subscribe(() => localStorage.setItem(key, JSON.stringify(store.get())));
  return store;
}

function read<Value>(
  key: string,
  initial: Value,
  isUsable: (kept: unknown) => kept is Value,
): Value {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    return isUsable(kept) ? kept : initial;
  } catch {
    return initial;
  }
}

function isSpeed(kept: unknown): kept is number {
  return (SPEEDS as readonly unknown[]).includes(kept);
}

function isVolume(kept: unknown): kept is Volume {
  const { level, isMuted } = (kept ?? {}) as Partial<Volume>;
  return typeof level === "number" && level >= 0 && level <= 1 && typeof isMuted === "boolean";
}

function isBoolean(kept: unknown): kept is boolean {
  return typeof kept === "boolean";
}

export const speed = remembered<number>("callcrm-speed", 1, isSpeed);
export const volume = remembered<Volume>("callcrm-volume", { level: 1, isMuted: false }, isVolume);
export const isSkippingSilence = remembered("callcrm-skip-silence", false, isBoolean);

export function changeSpeed(step: 1 | -1): void {
  const at = SPEEDS.findIndex((each) => each === speed.get());
  const next = SPEEDS[at + step];
  if (next !== undefined) speed.set(next);
}
