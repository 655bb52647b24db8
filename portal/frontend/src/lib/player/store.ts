import { audio } from "./audio";
import { type PlayedCall, type PlayerState, SILENT, player } from "./state";

export { type PlayedCall, type PlayerState, player };

/** From any page. `queue` are the calls that N and Shift N go to; without it, the one before stays
 * if this call is in it. */
export function playCall(
  call: PlayedCall,
  atSeconds = 0,
  queue: readonly PlayedCall[] = player.get().queue,
): void {
  const isListed = queue.some((listed) => listed.id === call.id);
  player.set({
    ...SILENT,
    call,
    positionSeconds: atSeconds,
    isWaiting: true,
    queue: isListed ? queue : [],
  });
  audio.play(call.id, atSeconds);
}

export function togglePlaying(): void {
  const { call, isPlaying } = player.get();
  if (!call) return;
  if (isPlaying) audio.pause();
  else audio.resume();
}

export function seekTo(seconds: number): void {
  const { call, durationSeconds } = player.get();
  if (!call) return;
  const wanted = Math.min(Math.max(0, seconds), durationSeconds ?? Infinity);
  player.set({ ...player.get(), positionSeconds: wanted });
  audio.seek(wanted);
}

export function skipBy(seconds: number): void {
  seekTo(player.get().positionSeconds + seconds);
}

/** The call `step` places further in the list that the player was started from. */
export function neighbor(state: PlayerState, step: 1 | -1): PlayedCall | undefined {
  const at = state.queue.findIndex((listed) => listed.id === state.call?.id);
  return at < 0 ? undefined : state.queue[at + step];
}

/** Whether there was one. */
export function playNeighbor(step: 1 | -1): boolean {
  const next = neighbor(player.get(), step);
  if (next) playCall(next);
  return next !== undefined;
}

/** After a failure: from where it stood. */
export function tryAgain(): void {
  const { call, positionSeconds, queue } = player.get();
  if (call) playCall(call, positionSeconds, queue);
}

export function closePlayer(): void {
  audio.stop();
  player.set(SILENT);
}
