import { useState } from "react";

const PREFIX = "callcrm-draft:";

export function keptDraft<Value>(key: string): Value | null {
  const kept = sessionStorage.getItem(PREFIX + key);
  return kept === null ? null : (JSON.parse(kept) as Value);
}

export function keepDraft<Value>(key: string, value: Value): void {
  sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
}

export function forgetDraft(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

export interface Draft<Value> {
  value: Value;
  set: (next: Value) => void;
  /** Saved or given up: forget it and go back to `initial`. */
  clear: () => void;
  isChanged: boolean;
}

/** What is being typed, kept over a reload: in this tab only, since it may be about a customer.
 *
 * `key` names the thing that is edited, such as `contact:<id>`; its parts must have one shape for ever.
 */
export function useDraft<Value>(key: string, initial: Value): Draft<Value> {
  const [kept, setKept] = useState<Value | null>(() => keptDraft<Value>(key));

  function set(next: Value): void {
    if (JSON.stringify(next) === JSON.stringify(initial)) return clear();
    keepDraft(key, next);
    setKept(next);
  }

  function clear(): void {
    forgetDraft(key);
    setKept(null);
  }

  return { value: kept ?? initial, set, clear, isChanged: kept !== null };
}

/** Signing out: the next person at this computer must not find them. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => sessionStorage.removeItem(key));
}
