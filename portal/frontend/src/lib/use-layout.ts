import { useSyncExternalStore } from "react";

export type Layout = "wide" | "compact" | "tablet" | "phone";

const FROM: readonly (readonly [Layout, string])[] = [
  ["wide", "(min-width: 1280px)"],
  ["compact", "(min-width: 1024px)"],
  ["tablet", "(min-width: 768px)"],
];
const queries = FROM.map(([layout, query]) => [layout, window.matchMedia(query)] as const);

function subscribe(listener: () => void): () => void {
  queries.forEach(([, query]) => query.addEventListener("change", listener));
  return () => queries.forEach(([, query]) => query.removeEventListener("change", listener));
}

/** How much room there is: from 1280, 1024, 768, and below. */
export function useLayout(): Layout {
  return useSyncExternalStore(
    subscribe,
    () => queries.find(([, query]) => query.matches)?.[0] ?? "phone",
  );
}
