import { keepDraft, keptDraft } from "./use-draft";

export interface Visited {
  kind: "contact" | "call";
  /** Its address below /portal. */
  to: string;
  title: string;
}

// Beside the drafts: it names customers, so it is this tab's, and gone when one signs out.
const KEY = "recent";
const KEPT = 5;

export function recentlyVisited(): Visited[] {
  return keptDraft<Visited[]>(KEY) ?? [];
}

export function noteVisited(visited: Visited): void {
  const others = recentlyVisited().filter(({ to }) => to !== visited.to);
  keepDraft(KEY, [visited, ...others].slice(0, KEPT));
}

