import { IconPlayerPlayFilled } from "@tabler/icons-react";
import { nameOf, playedCallOf } from "@/components/call-cells/play-or-pause";
import { type Call, type Match, isPlayable } from "@/lib/call";
import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { playCall } from "@/lib/player/store";
import { pieces } from "../match-pieces";
import styles from "./rows.module.css";

const LINE_HEIGHT = 24;
const BELOW = 6;
const MOST = 3;

/** What the row shows anyway needs no line of its own. */
function shownMatches(call: Call): Match[] {
  const isInRow = ({ source, text }: Match) =>
    source === "number" || text === call.contact?.name || text === call.contact?.company;
  return (call.matches ?? []).filter((match) => !isInRow(match)).slice(0, MOST);
}

/** Where a search found its words: below the row, with the hits marked. */
export function matchLines(call: Call) {
  const matches = shownMatches(call);
  if (matches.length === 0) return null;
  return {
    height: matches.length * LINE_HEIGHT + BELOW,
    content: (
      <ul className={styles.matches}>
        {matches.map((match, index) => (
          <li key={index}>
            <MatchLine call={call} match={match} />
          </li>
        ))}
      </ul>
    ),
  };
}

function MatchLine({ call, match }: { call: Call; match: Match }) {
  const { at_seconds: at, source } = match;
  const isHeard = at !== null && isPlayable(call.recording);
  return (
    <span className={styles.match}>
      {isHeard ? (
        <button
          type="button"
          className={`${styles.said} num`}
          aria-label={`${t("calls.matchPlay", { time: length(at) })}, ${nameOf(call)}`}
          onClick={() => playCall(playedCallOf(call), at)}
        >
          <IconPlayerPlayFilled size={10} aria-hidden />
          {length(at)}
        </button>
      ) : (
        <span className={styles.source}>{sourceWords(source)}</span>
      )}
      <bdi dir="auto" className="cut">
        {pieces(match).map(({ text, isHit }, index) =>
          isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
        )}
      </bdi>
    </span>
  );
}

function sourceWords(source: string): string {
  if (source === "note") return t("calls.matchNote");
  return t(source === "transcript" ? "calls.matchSaid" : "calls.matchContact");
}
