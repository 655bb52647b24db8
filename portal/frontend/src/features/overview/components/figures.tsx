import { Fragment, type ReactNode } from "react";
import { Link } from "react-router";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import type { Figure, Overview } from "../api/get-overview";
import { figureLabel, figureNote, figureParts } from "../figure-words";
import styles from "./figures.module.css";

/** Six figures, each the way to what was counted. What waits for review stands in the navigation. */
export function Figures({ overview }: { overview: Overview }) {
  const shown = overview.figures.filter((figure) => figure.name !== "to_review");
  const calls = overview.figures.find((figure) => figure.name === "calls")?.value ?? 0;
  return (
    <ul className={styles.figures} aria-label={t("overview.figures")}>
      {shown.map((figure) => (
        <li key={figure.name}>
          <Way figure={figure}>
            <span className={`${styles.label} cut`}>{figureLabel(figure, overview.days)}</span>
            <span className={`${styles.value} num`}>
              {figureParts(figure, calls).map(([value, unit]) => (
                <Fragment key={unit}>
                  {value}
                  {unit && <span className={styles.unit}> {unit} </span>}
                </Fragment>
              ))}
            </span>
            <NoteLine figure={figure} overview={overview} />
          </Way>
        </li>
      ))}
    </ul>
  );
}

/** To what was counted, unless that page isn't open to the viewer. */
function Way({ figure, children }: { figure: Figure; children: ReactNode }) {
  const mayReview = useMay("calls.review_call");
  if (figure.page === "review" && !mayReview) return <div className={styles.figure}>{children}</div>;
  return (
    <Link to={addressOf(figure)} className={styles.figure}>
      {children}
    </Link>
  );
}

function NoteLine({ figure, overview }: { figure: Figure; overview: Overview }) {
  const note = figureNote(figure, overview);
  if (!note) return null;
  return (
    <span className={`${styles.note} cut`} data-tone={note.tone} title={note.text}>
      {note.text}
    </span>
  );
}

function addressOf({ page, query }: Figure): string {
  return query ? `/${page}?${query}` : `/${page}`;
}
