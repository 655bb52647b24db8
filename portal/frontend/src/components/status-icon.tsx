import styles from "./status-icon.module.css";

type Shape = "dashed" | "quarter" | "half" | "three" | "tick" | "dash" | "cross";

// The statuses that callcrm ships; a status of your own gets a shape by its place in the list.
const SHIPPED: Readonly<Record<string, Shape>> = {
  "New Lead": "dashed",
  Attempted: "quarter",
  Contacted: "half",
  Qualified: "three",
  Customer: "tick",
  Unqualified: "dash",
  Lost: "cross",
};
const FILLING: readonly Shape[] = ["dashed", "quarter", "half", "three"];
const SHARE: Readonly<Record<string, number>> = { quarter: 0.25, half: 0.5, three: 0.75 };
const RADIUS = 2.5;
const AROUND = 2 * Math.PI * RADIUS;

/** `place`: from 0 (first in the list) to 1, for statuses that callcrm doesn't know. */
export function shapeOf(status: string, place = 0): Shape {
  return SHIPPED[status] ?? FILLING[Math.min(3, Math.floor(place * 4))] ?? "dashed";
}

/** Fills as the lead ripens. Stands beside the word, so it is silent. */
export function StatusIcon({ status, place }: { status: string; place?: number }) {
  const shape = shapeOf(status, place);
  const share = SHARE[shape];
  return (
    <svg className={styles.icon} data-shape={shape} viewBox="0 0 14 14" aria-hidden="true">
      <circle className={styles.ring} cx="7" cy="7" r="5.75" />
      {share !== undefined && (
        <circle
          className={styles.pie}
          cx="7"
          cy="7"
          r={RADIUS}
          strokeDasharray={`${share * AROUND} ${AROUND}`}
          transform="rotate(-90 7 7)"
        />
      )}
      {shape === "tick" && <path className={styles.mark} d="M4.4 7.2 6.2 9l3.4-3.8" />}
      {shape === "dash" && <path className={styles.mark} d="M4.5 7h5" />}
      {shape === "cross" && <path className={styles.mark} d="m5 5 4 4m0-4L5 9" />}
    </svg>
  );
}

export function Status({ status, place }: { status: string; place?: number }) {
  return (
    <span className={styles.status}>
      <StatusIcon status={status} place={place} />
      <bdi className="cut">{status}</bdi>
    </span>
  );
}
