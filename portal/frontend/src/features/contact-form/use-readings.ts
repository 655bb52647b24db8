import { useQueries } from "@tanstack/react-query";
import { type ExplainedNumber, explainedQuery } from "@/lib/api/explain-number";
import { useDebounced } from "@/lib/use-debounced";
import type { NumberValues } from "./values";

export interface Reading {
  explained: ExplainedNumber | null;
  /** What is typed hasn't been read yet. */
  isPending: boolean;
  /** Somebody else has it, and nobody has said what to do about that. */
  isTaken: boolean;
  /** An earlier row of this form has it, too. */
  isRepeated: boolean;
}

type Typed = Pick<NumberValues, "key" | "text" | "region">;

const TYPING_MS = 200;

/** How the server reads each number, a moment after it was typed; by the rows' keys. */
export function useReadings(
  numbers: readonly NumberValues[],
  contactId: string | undefined,
): ReadonlyMap<string, Reading> {
  const now = numbers.map(({ key, text, region }) => ({ key, text: text.trim(), region }));
  // As text, since a list would be another one at each render.
  const settled = JSON.parse(useDebounced(JSON.stringify(now), TYPING_MS)) as Typed[];
  const asked = settled.filter(({ text }) => text !== "");
  const answers = useQueries({
    queries: asked.map(({ text, region }) => ({ ...explainedQuery(text, region), retry: false })),
  });

  const seen = new Set<string>();
  return new Map(
    numbers.map((row) => {
      const place = asked.findIndex(
        ({ key, text, region }) =>
          key === row.key && text === row.text.trim() && region === row.region,
      );
      const answer = answers[place];
      const explained = answer?.data ?? null;
      const e164 = explained?.e164 ?? null;
      const isRepeated = e164 !== null && seen.has(e164);
      if (e164) seen.add(e164);
      const owner = explained?.contact;
      const isOthers = Boolean(owner && owner.id !== contactId);
      return [
        row.key,
        {
          explained,
          isPending: row.text.trim() !== "" && (place < 0 || Boolean(answer?.isPending)),
          isTaken: isOthers && row.if_taken === "refuse" && !row.is_shared,
          isRepeated,
        },
      ];
    }),
  );
}
