import { Time } from "@/components/time";
import { length } from "@/lib/format/durations";
import styles from "./call-cells.module.css";

/** "6 min ago", then the time; exact on hover. `isUnderDay`: a heading above names the day. */
export function CallWhen({ at, isUnderDay = true }: { at: string; isUnderDay?: boolean }) {
  return <Time at={at} isUnderDay={isUnderDay} className={`${styles.when} cut`} />;
}

/** "4:12", or "–" where nobody talked. */
export function CallLength({ seconds }: { seconds: number | null }) {
  return (
    <span className={`${styles.length} num`} data-none={!seconds}>
      {length(seconds || null)}
    </span>
  );
}
