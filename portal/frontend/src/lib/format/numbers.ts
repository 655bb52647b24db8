const whole = new Intl.NumberFormat();
const percents = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const sizes = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

const UNITS = ["B", "kB", "MB", "GB"] as const;

export function number(count: number): string {
  return whole.format(count);
}

/** The API counts up to a cap: "1,000+". */
export function cappedCount(count: { value: number; is_capped: boolean }): string {
  return count.is_capped ? `${number(count.value)}+` : number(count.value);
}

export function percent(share: number): string {
  return percents.format(share);
}

/** "3.1 MB" */
export function fileSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${sizes.format(bytes / 1000 ** power)} ${UNITS[power] ?? "B"}`;
}
