import type { Call } from "@/lib/call";
import type { CallNote } from "@/lib/calls/notes";
import type { PlayedCall, PlayerState } from "@/lib/player/store";

/** What the bar, the mini player and the full one show. */
export interface Shown {
  state: PlayerState;
  call: PlayedCall;
  /** Undefined until it is loaded. */
  details: Call | undefined;
  peaks: readonly number[];
  notes: readonly CallNote[];
  durationSeconds: number;
  mayNote: boolean;
  onNote: () => void;
  /** The moment that a note is being written about, or null. */
  notingAt: number | null;
  onNoted: () => void;
  toggle: () => void;
}
