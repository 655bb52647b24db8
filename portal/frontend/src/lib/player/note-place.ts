interface NotePlace {
  callId: string;
  /** Shows the composer and puts the cursor into it. */
  focus: () => void;
}

let place: NotePlace | null = null;

/** A page that has room for notes about this call: M leads there instead of above the player. */
export function offerNotePlace(offered: NotePlace): () => void {
  place = offered;
  return () => {
    if (place === offered) place = null;
  };
}

/** Whether a page took it. */
export function goToNotePlace(callId: string): boolean {
  if (place?.callId !== callId) return false;
  place.focus();
  return true;
}
