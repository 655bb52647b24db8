/** Notes that stand at one place of the waveform. */
export interface Pin<Note> {
  /** Of the first of them. */
  atSeconds: number;
  /** From 0 to 1. */
  share: number;
  notes: Note[];
}

const NEAR_PX = 12;

/** Notes nearer to each other than a finger's width become one pin. */
export function pinsOf<Note extends { at_seconds?: number | null }>(
  notes: readonly Note[],
  { durationSeconds, widthPx }: { durationSeconds: number; widthPx: number },
): Pin<Note>[] {
  if (!durationSeconds || !widthPx) return [];
  const timed = notes
    .filter((note) => typeof note.at_seconds === "number")
    .toSorted((one, other) => (one.at_seconds ?? 0) - (other.at_seconds ?? 0));
  const pins: Pin<Note>[] = [];
  for (const note of timed) {
    const atSeconds = note.at_seconds ?? 0;
    const share = Math.min(1, atSeconds / durationSeconds);
    const last = pins.at(-1);
    if (last && (share - last.share) * widthPx < NEAR_PX) last.notes.push(note);
    else pins.push({ atSeconds, share, notes: [note] });
  }
  return pins;
}
