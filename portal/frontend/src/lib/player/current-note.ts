/** The note that the recording has come to last; `notes` in the order of their times. */
export function currentNote<Note extends { at_seconds?: number | null }>(
  notes: readonly Note[],
  positionSeconds: number,
): Note | undefined {
  return notes.findLast(
    (note) => typeof note.at_seconds === "number" && note.at_seconds <= positionSeconds,
  );
}
