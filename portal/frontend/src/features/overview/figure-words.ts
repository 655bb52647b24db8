import { length } from "@/lib/format/durations";
import { cappedCount, percent } from "@/lib/format/numbers";
import { type PlainKey, t } from "@/lib/messages";
import type { Figure, Overview } from "./api/get-overview";

export type Tone = "plain" | "green" | "amber" | "red";
export interface Note {
  text: string;
  tone: Tone;
}

const LABELS: Readonly<Record<Figure["name"], PlainKey>> = {
  calls: "overview.calls",
  answered: "overview.answered",
  talk_seconds: "overview.talk",
  new_leads: "overview.leads",
  follow_ups_due: "overview.followUpsDue",
  to_review: "overview.review",
  recordings_in_trouble: "overview.trouble",
};

export function figureLabel(figure: Figure, days: number): string {
  return t(figure.name === "calls" && days === 1 ? "overview.callsToday" : LABELS[figure.name]);
}

/** The value in pieces: what is large, and the unit after it. */
export function figureParts(figure: Figure, calls: number): [value: string, unit: string][] {
  if (figure.name === "answered")
    return calls ? [[percent(figure.value / calls), ""]] : [[t("overview.none"), ""]];
  if (figure.name === "talk_seconds") return talkParts(figure.value);
  return [[cappedCount(figure), ""]];
}

function talkParts(seconds: number): [string, string][] {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const inMinutes: [string, string] = [String(minutes), t("overview.minutesUnit")];
  if (hours) return [[cappedCount({ value: hours, is_capped: false }), t("overview.hoursUnit")], inMinutes];
  if (minutes) return [inMinutes];
  return [[String(Math.round(seconds)), t("overview.secondsUnit")]];
}

/** One line of sense below a figure. */
export function figureNote(figure: Figure, { days }: Pick<Overview, "days">): Note | null {
  if (!figure.note) return null;
  const { code, value } = figure.note;
  const count = Math.round(value ?? 0);
  switch (code) {
    case "usual_by_now":
      if (value !== null) return comparedWithUsual(figure.value - count);
      return days > 1 ? plain(t("overview.perDay", { calls: String(Math.round(figure.value / days)) })) : null;
    case "not_called_back":
      return count ? act("overview.notCalledBack", count) : plain(t("overview.allCalledBack"));
    case "seconds_per_answered_call":
      if (value === null) return plain(t("overview.noAnswered"));
      return plain(t("overview.perAnswered", { length: length(value) }));
    case "not_looked_at":
      if (figure.value === 0) return null;
      return count ? act("overview.notLookedAt", count) : plain(t("overview.allLookedAt"));
    case "overdue":
      return count
        ? { text: t("overview.overdue", { count }), tone: "red" }
        : plain(t("overview.noneOverdue"));
    case "late":
      return count ? act("overview.late", count) : plain(t("overview.noneLate"));
    case "unlinked":
      return null;
  }
}

function comparedWithUsual(more: number): Note {
  if (more === 0) return plain(t("overview.asUsual"));
  if (more > 0) return { text: t("overview.moreThanUsual", { count: more }), tone: "green" };
  return plain(t("overview.fewerThanUsual", { count: -more }));
}

function plain(text: string): Note {
  return { text, tone: "plain" };
}

function act(
  key: "overview.notCalledBack" | "overview.notLookedAt" | "overview.late",
  count: number,
): Note {
  return { text: t(key, { count }), tone: "amber" };
}
