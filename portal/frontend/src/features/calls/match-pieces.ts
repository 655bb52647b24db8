import type { Match } from "@/lib/call";

export interface Piece {
  text: string;
  isHit: boolean;
}

/** The text cut at its marks, which don't overlap. They count code points, as Python does. */
export function pieces({ text, marks }: Pick<Match, "text" | "marks">): Piece[] {
  const letters = [...text];
  const found: Piece[] = [];
  let at = 0;

  function cut(to: number, isHit: boolean): void {
    if (to > at) found.push({ text: letters.slice(at, to).join(""), isHit });
    at = Math.max(at, to);
  }

  for (const [from = 0, to = from] of marks) {
    cut(from, false);
    cut(to, true);
  }
  cut(letters.length, false);
  return found;
}
