export interface Stretch {
  from: number;
  to: number;
}

// Quieter than this, of 1, nobody speaks; shorter pauses belong to speech.
const QUIET = 0.03;
const SHORTEST_SECONDS = 1.5;
// So much of a pause stays, so that words keep their beginnings and ends.
const KEPT_SECONDS = 0.3;

/** The silent parts of a recording, from its peaks; in seconds. */
export function silentStretches(peaks: readonly number[], durationSeconds: number): Stretch[] {
  const perBucket = durationSeconds / Math.max(peaks.length, 1);
  const loudest = Math.max(...peaks, 0);
  const stretches: Stretch[] = [];
  let from: number | null = null;
  [...peaks, 1].forEach((peak, bucket) => {
    if (peak < QUIET * loudest) {
      from ??= bucket;
      return;
    }
    if (from !== null && (bucket - from) * perBucket >= SHORTEST_SECONDS)
      stretches.push({ from: from * perBucket, to: bucket * perBucket });
    from = null;
  });
  return stretches;
}

/** Where to go on from within a silence; null: somebody speaks, or soon will. */
export function skipFrom(stretches: readonly Stretch[], seconds: number): number | null {
  const found = stretches.find(
    ({ from, to }) => seconds >= from + KEPT_SECONDS && seconds < to - 2 * KEPT_SECONDS,
  );
  return found ? found.to - KEPT_SECONDS : null;
}

/** From 0 to 1: how much of the recording is silent. */
export function silentShare(stretches: readonly Stretch[], durationSeconds: number): number {
  const silent = stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  return durationSeconds ? silent / durationSeconds : 0;
}
