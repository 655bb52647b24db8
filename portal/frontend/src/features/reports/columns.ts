import { span } from "@/lib/format/durations";
import { number } from "@/lib/format/numbers";
import type { PlainKey } from "@/lib/messages";
import type { ReportFigures } from "./api/get-team-report";
import type { FigureName } from "./sorting";

export const COLUMNS: readonly (readonly [FigureName, PlainKey])[] = [
  ["calls", "reports.calls"],
  ["answered", "reports.answered"],
  ["not_answered", "reports.notAnswered"],
  ["talk_seconds", "reports.talk"],
  ["unique_contacts", "reports.contacts"],
  ["new_leads", "reports.leads"],
  ["unreviewed", "reports.unreviewed"],
  ["without_recording", "reports.without"],
];

export function figureText(figures: Omit<ReportFigures, "query">, name: FigureName): string {
  return name === "talk_seconds" ? span(figures.talk_seconds) : number(figures[name]);
}
