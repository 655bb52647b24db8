import { phoneRules } from "@/lib/format/phones";
import { currentViewer } from "@/lib/viewer";

const ONLY_NUMBER = /^[+(]?[\d\s().\-/]+$/;
const LEAST_DIGITS = 3;

export interface TypedNumber {
  /** "+44 7700 9001", as far as it is typed. */
  international: string;
  /** The digits after the country's code, to be found in other numbers. */
  digits: string;
  isWhole: boolean;
}

type Rules = NonNullable<ReturnType<typeof phoneRules.get>>;

/** What is typed as a number, read in the viewer's country; null if it is none. */
export function typedNumber(text: string, rules: Rules | null): TypedNumber | null {
  const trimmed = text.trim();
  if (!rules || !ONLY_NUMBER.test(trimmed)) return null;
  if (trimmed.replace(/\D/g, "").length < LEAST_DIGITS) return null;
  const region = currentViewer().region as Parameters<Rules["getCountryCallingCode"]>[0] | null;
  const reader = new rules.AsYouType(region ?? undefined);
  reader.input(trimmed);
  const e164 = reader.getNumberValue();
  if (!e164) return null;
  const country = reader.getCountry() ?? region;
  const code = reader.getCallingCode() ?? (country ? rules.getCountryCallingCode(country) : "");
  return {
    international: new rules.AsYouType().input(e164),
    digits: e164.slice(1 + code.length),
    isWhole: reader.isPossible(),
  };
}

/** A number in three parts: before, the digits that were typed, after. They may have gaps inside. */
export function marked(text: string, digits: string): [string, string, string] {
  const wanted = [...digits].join("\\D*");
  const found = digits ? new RegExp(wanted).exec(text) : null;
  if (!found) return [text, "", ""];
  const end = found.index + found[0].length;
  return [text.slice(0, found.index), found[0], text.slice(end)];
}
