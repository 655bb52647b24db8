import type { FigureName } from "./sorting";

/** The filter that leads from a figure to just what it counted; the others have none. */
const FILTERS: Readonly<Partial<Record<FigureName, string>>> = {
  calls: "",
  answered: "&disposition=answered",
  talk_seconds: "&disposition=answered",
  unreviewed: "&reviewed=false",
};

export function listOf(name: FigureName, query: string): string | undefined {
  const filter = FILTERS[name];
  return filter === undefined ? undefined : `/calls?${query}${filter}`;
}
