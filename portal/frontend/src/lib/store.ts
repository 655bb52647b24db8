import { useSyncExternalStore } from "react";

export interface Store<State> {
  get: () => State;
  set: (next: State) => void;
  subscribe: (listener: () => void) => () => void;
}

/** State that outlives pages: what plays, toasts, whether the server answers. */
export function createStore<State>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (next) => {
      if (Object.is(next, state)) return;
      state = next;
      listeners.forEach((listener) => listener());
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `select` must give the same value for the same state, or the component renders for ever. */
export function useStore<State>(store: Store<State>): State;
export function useStore<State, Part>(store: Store<State>, select: (state: State) => Part): Part;
export function useStore<State, Part>(
  store: Store<State>,
  select?: (state: State) => Part,
): State | Part {
  return useSyncExternalStore(store.subscribe, () =>
    select ? select(store.get()) : store.get(),
  );
}
