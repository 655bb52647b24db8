const STEPS = [1, 2, 2.5, 5, 10] as const;
const LINES = 4;

/** Round values for the lines of a chart, from 0 to at least `most`. */
export function scaleTo(most: number): number[] {
  const rough = Math.max(most, LINES) / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const found = STEPS.find((step) => step * power >= rough && Number.isInteger(step * power));
  const step = (found ?? 10) * power;
  const lines = Math.ceil(Math.max(most, 1) / step);
  return Array.from({ length: lines + 1 }, (_, index) => index * step);
}
