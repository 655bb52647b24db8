import { createStore } from "@/lib/store";
import { type Keys, isPressed, isSingle, isTypedInto, writtenAs } from "./chords";

export interface KeyBinding {
  keys: Keys;
  /** What it does, as the sheet of all keys says it. */
  does: string;
  group: "everywhere" | "page" | "player";
  run: (event: KeyboardEvent) => void;
  /** Also while a dialog or drawer is open. */
  isInDialogs?: boolean;
}

const SEQUENCE_MS = 1_000;
const STORAGE_KEY = "callcrm-single-keys";

/** The latest stands last and wins. */
export const bindings = createStore<readonly KeyBinding[]>([]);
export const areSingleKeysOn = createStore(readStored());

let pending: { keys: string; at: number } | null = null;

function readStored(): boolean {
  return localStorage.getItem(STORAGE_KEY) !== "off";
}

export function setSingleKeys(isOn: boolean): void {
  localStorage.setItem(STORAGE_KEY, isOn ? "on" : "off");
  areSingleKeysOn.set(isOn);
}

export function bind(added: readonly KeyBinding[]): () => void {
  bindings.set([...bindings.get(), ...added]);
  return () => bindings.set(bindings.get().filter((binding) => !added.includes(binding)));
}

function isAllowed(binding: KeyBinding, event: KeyboardEvent): boolean {
  const isDialogOpen = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  if (isDialogOpen && !binding.isInDialogs) return false;
  // What was typed is the field's own to undo.
  if (binding.keys === "mod+z") return !isTypedInto(event.target);
  if (!isSingle(binding.keys)) return true;
  if (!areSingleKeysOn.get() || isTypedInto(event.target)) return false;
  return !(["space", "enter"].includes(binding.keys) && isPressed(event.target));
}

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const presses = writtenAs(event);
  const first = pending && event.timeStamp - pending.at < SEQUENCE_MS ? pending.keys : null;
  pending = null;
  const wanted = first ? presses.map((press) => `${first} ${press}`).concat(presses) : presses;
  const allowed = bindings.get().filter((binding) => isAllowed(binding, event));
  for (const keys of wanted) {
    const found = allowed.findLast((binding) => binding.keys === keys);
    if (found) {
      event.preventDefault();
      found.run(event);
      return;
    }
  }
  const start = presses.find((press) =>
    allowed.some((binding) => binding.keys.startsWith(`${press} `)),
  );
  if (start) pending = { keys: start, at: event.timeStamp };
}
