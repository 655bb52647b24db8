import type { ReactNode } from "react";
import { catalogue } from "./en";
import { type Values, fill, fillRich } from "./message";

export type MessageKey = keyof typeof catalogue;
/** Keys of texts without holes: what a table of labels may hold. */
export type PlainKey = {
  [Key in MessageKey]: Values<(typeof catalogue)[Key], string> extends [] ? Key : never;
}[MessageKey];

/** `t("shell.signOut")`, `t("calls.new", { count: 3 })`: the words, typed by their holes. */
export function t<Key extends MessageKey>(
  key: Key,
  ...values: Values<(typeof catalogue)[Key], string | number>
): string {
  return fill(catalogue[key], values[0]);
}

/** As `t`, with elements in the holes: `rich("…{name}…", { name: <PersonName … /> })`. */
export function rich<Key extends MessageKey>(
  key: Key,
  ...values: Values<(typeof catalogue)[Key], ReactNode>
): ReactNode {
  return fillRich(catalogue[key], values[0] ?? {});
}
