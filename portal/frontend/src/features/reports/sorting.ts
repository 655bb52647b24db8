import type { ReportFigures, ReportRow } from "./api/get-team-report";

export type FigureName = Exclude<keyof ReportFigures, "query">;
export interface Sorting {
  by: FigureName | "agent";
  isDown: boolean;
}

/** "talk_seconds" is up, "-talk_seconds" down, as it stands in the address. */
export function readSorting(text: string | undefined): Sorting {
  if (!text) return { by: "calls", isDown: true };
  return { by: text.replace(/^-/, "") as Sorting["by"], isDown: text.startsWith("-") };
}

/** A first click shows the most on top, names from A; the next turns it round. */
export function nextSorting(now: Sorting, by: Sorting["by"]): string {
  const isDown = now.by === by ? !now.isDown : by !== "agent";
  return isDown ? `-${by}` : by;
}

export function sorted(rows: readonly ReportRow[], { by, isDown }: Sorting): ReportRow[] {
  const up = rows.toSorted((a, b) =>
    by === "agent" ? a.agent.name.localeCompare(b.agent.name) : (a[by] ?? 0) - (b[by] ?? 0),
  );
  return isDown ? up.reverse() : up;
}
