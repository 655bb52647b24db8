const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
const MOST = 8;
// A mark nearer to the end than this, of a step, would stand in the end's way.
const ROOM = 0.6;

/** The seconds to name below a recording, without its end. */
export function axisMarks(durationSeconds: number): number[] {
  if (durationSeconds <= 0) return [];
  const step = STEPS.find((each) => durationSeconds / each <= MOST) ?? 2 * 3_600;
  const marks: number[] = [];
  for (let at = 0; at <= durationSeconds - step * ROOM; at += step) marks.push(at);
  return marks;
}
