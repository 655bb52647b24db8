import { type PlainKey, t } from "@/lib/messages";
import type { ExplainedNumber } from "@/lib/api/explain-number";
import type { Reading } from "./use-readings";

export type Tone = "good" | "quiet" | "amber" | "red";

const NO_NUMBER: Readonly<Record<string, PlainKey>> = {
  short_code: "contactForm.shortCode",
  emergency: "contactForm.emergency",
  service_code: "contactForm.serviceCode",
  withheld: "contactForm.withheld",
};
const LINES = {
  fixed_line: "contactForm.lineFixed",
  mobile: "contactForm.lineMobile",
  fixed_line_or_mobile: "contactForm.lineEither",
  toll_free: "contactForm.lineTollFree",
  premium_rate: "contactForm.linePremium",
} as const;

let countries: Intl.DisplayNames | null = null;

/** "United Kingdom" */
export function countryName(code: string): string {
  countries ??= new Intl.DisplayNames(undefined, { type: "region" });
  return countries.of(code) ?? code;
}

/** "United Kingdom, London" or "United Kingdom, mobile" */
export function placeWords({ country, place, line }: ExplainedNumber): string {
  const name = country ? countryName(country) : "";
  const town = place && place !== name ? place : "";
  const kind = line && (line !== "fixed_line" || !town) ? t(LINES[line]) : "";
  return [name, town, kind].filter(Boolean).join(", ");
}

/** What stands below a number. Nobody is told off in the middle of a word: `isTyping`. */
export function readingWords(reading: Reading, isTyping: boolean): { tone: Tone; text: string } {
  const { explained } = reading;
  if (!explained) {
    return { tone: "quiet", text: t(reading.isPending ? "contactForm.reading" : "contactForm.unread") };
  }
  if (reading.isRepeated) return { tone: "red", text: t("contactForm.repeated") };
  if (!explained.e164) {
    if (isTyping) return { tone: "quiet", text: t("contactForm.notReadYet") };
    return { tone: "red", text: t(NO_NUMBER[explained.kind] ?? "contactForm.unreadable") };
  }
  if (explained.is_valid) {
    return { tone: "good", text: explained.is_own ? t("contactForm.ours") : placeWords(explained) };
  }
  // Somebody has it: it is whole, though no plan knows it.
  if (isTyping && !explained.contact)
    return { tone: "quiet", text: t("contactForm.notReadYet") };
  return { tone: "amber", text: t("contactForm.unlikely") };
}
