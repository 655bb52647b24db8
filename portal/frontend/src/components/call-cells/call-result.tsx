import { type Icon, IconArrowDownLeft, IconArrowUpRight, IconPhoneOff } from "@tabler/icons-react";
import type { Direction, Disposition } from "@/lib/call";
import { type PlainKey, t } from "@/lib/messages";
import styles from "./call-cells.module.css";

const WORDS: Readonly<Record<Disposition, PlainKey>> = {
  answered: "cells.answered",
  no_answer: "cells.noAnswer",
  busy: "cells.busy",
  rejected: "cells.rejected",
  failed: "cells.failed",
  voicemail: "cells.voicemail",
  unknown: "cells.unknown",
};

interface CallResultProps {
  direction: Direction;
  disposition: Disposition;
  /** The arrow alone: the word is still heard. */
  isIconOnly?: boolean;
}

/** "↙ Answered": direction and what became of it. A call of theirs that nobody took is red. */
export function CallResult({ direction, disposition, isIconOnly = false }: CallResultProps) {
  const isMissed = direction === "inbound" && disposition === "no_answer";
  const isLost = isMissed || disposition === "failed";
  const Arrow: Icon = direction === "inbound" ? IconArrowDownLeft : IconArrowUpRight;
  const Shown = isLost ? IconPhoneOff : Arrow;
  const way = t(direction === "inbound" ? "cells.inbound" : "cells.outbound");
  const word = t(isMissed ? "cells.missed" : WORDS[disposition]);
  return (
    <span className={styles.result} data-lost={isLost} title={`${way}, ${word.toLowerCase()}`}>
      <Shown size={14} stroke={1.8} aria-hidden />
      <span className="only-heard">{way}, </span>
      <span className={isIconOnly ? "only-heard" : "cut"}>{word}</span>
    </span>
  );
}
