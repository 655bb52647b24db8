import type { ApiProblem } from "@/lib/api/problem";
import { createStore } from "@/lib/store";

/** The call in the player: enough to show while nothing else is loaded. */
export interface PlayedCall {
  id: string;
  /** The contact's name or the number. */
  title: string;
  /** Who and when, in one line. */
  subtitle: string;
}

export interface PlayerState {
  call: PlayedCall | null;
  isPlaying: boolean;
  /** Sound was asked for and hasn't come yet. */
  isWaiting: boolean;
  positionSeconds: number;
  durationSeconds: number | null;
  /** Why nothing is heard. */
  failure: ApiProblem | null;
  /** The list that it was started from, in its order: where "next" leads. */
  queue: readonly PlayedCall[];
}

export const SILENT: PlayerState = {
  call: null,
  isPlaying: false,
  isWaiting: false,
  positionSeconds: 0,
  durationSeconds: null,
  failure: null,
  queue: [],
};

/** Rows, timeline and player agree by reading this. */
export const player = createStore<PlayerState>(SILENT);
