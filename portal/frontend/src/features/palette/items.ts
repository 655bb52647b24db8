import type { ReactNode } from "react";

/** Something that can be chosen. */
export interface Item {
  id: string;
  icon: ReactNode;
  title: ReactNode;
  /** After the title, quieter. */
  more?: ReactNode;
  /** At the right. */
  aside?: ReactNode;
  run: () => void;
  /** Shift Enter. */
  play?: () => void;
}

export interface Group {
  id: string;
  title: string;
  items: readonly Item[];
}

/** Whether all words of what was typed stand in the title. */
export function isMeant(title: string, text: string): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const lower = title.toLocaleLowerCase();
  return words.every((word) => lower.includes(word));
}
