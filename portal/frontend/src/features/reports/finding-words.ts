import { type PlainKey, t } from "@/lib/messages";

const WORDS: Readonly<Record<string, PlainKey>> = {
  silent: "reports.silent",
  mostly_silent: "reports.mostlySilent",
  one_side_silent: "reports.oneSideSilent",
  quiet: "reports.quiet",
  clipped: "reports.clipped",
  shorter_than_reported: "reports.shorter",
  damaged: "reports.damaged",
  incomplete: "reports.incomplete",
  metadata_location: "reports.location",
};

/** "silent 3, quiet 1"; "–" for nothing. A code that is new to the portal shows as it is. */
export function findingWords(findings: Readonly<Record<string, number>>): string {
  const found = Object.entries(findings).map(([code, count]) => {
    const key = WORDS[code];
    return t("reports.finding", { name: key ? t(key) : code, count });
  });
  return found.join(", ") || t("states.nothing");
}
