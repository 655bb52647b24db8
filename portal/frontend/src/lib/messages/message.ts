import { Fragment, type ReactNode, createElement } from "react";

/** A text with `{holes}`, or one text per plural form of `{count}`. */
export type Message = string | { readonly one: string; readonly other: string };

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | Holes<Rest>
  : never;
type HolesOf<M> = M extends string
  ? Holes<M>
  : M extends { readonly one: string; readonly other: string }
    ? Holes<M["one"]> | Holes<M["other"]> | "count"
    : never;
/** What has to be given for a message: nothing if it has no holes. */
export type Values<M, Value> = [HolesOf<M>] extends [never]
  ? []
  : [values: { readonly [Hole in HolesOf<M>]: Hole extends "count" ? number : Value }];

type Given = Readonly<Record<string, unknown>>;

const LOCALE = "en-US";
const plurals = new Intl.PluralRules(LOCALE);
const counts = new Intl.NumberFormat(LOCALE);

function textOf(message: Message, values: Given): string {
  if (typeof message === "string") return message;
  return plurals.select(Number(values.count)) === "one" ? message.one : message.other;
}

function shown(value: unknown): unknown {
  return typeof value === "number" ? counts.format(value) : value;
}

export function fill(message: Message, values: Given = {}): string {
  return textOf(message, values).replace(/\{(\w+)\}/g, (_, hole: string) =>
    String(shown(values[hole])),
  );
}

/** As `fill`, for holes that hold elements: names, links, emphasis. */
export function fillRich(message: Message, values: Given): ReactNode {
  const pieces = textOf(message, values).split(/\{(\w+)\}/);
  return pieces.map((piece, index) =>
    createElement(
      Fragment,
      { key: index },
      index % 2 ? (shown(values[piece]) as ReactNode) : piece,
    ),
  );
}
