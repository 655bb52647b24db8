import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** One thing that a list can be narrowed by. */
export interface Filter {
  id: string;
  label: string;
  icon: Icon;
  isSet: boolean;
  /** What the chip says after its name while it is set: "Last 7 days". */
  words: string;
  clear: () => void;
  /** How it is set; `done` closes what it stands in. None: a link from elsewhere sets it. */
  editor?: (done: () => void) => ReactNode;
  /** Instead of an editor, where naming it is all there is to choose. */
  choose?: () => void;
  /** Its chip stands there before it is set, too. */
  isPinned?: boolean;
  /** A toggle says it already: no chip. */
  isToldElsewhere?: boolean;
}

export function canBeSet({ editor, choose }: Filter): boolean {
  return editor !== undefined || choose !== undefined;
}
