import { nameOf } from "@/components/call-cells/play-or-pause";
import type { components } from "@/lib/api/schema";
import { length } from "@/lib/format/durations";
import { international } from "@/lib/format/phones";
import { type PlainKey, t } from "@/lib/messages";
import type { Case } from "./api/list-cases";

type AttentionReason = components["schemas"]["AttentionReason"];
type Call = components["schemas"]["CallLog"];

const SHORT: Readonly<Record<AttentionReason, PlainKey>> = {
  own_number: "review.ownNumberShort",
  excluded_number: "review.excludedNumberShort",
  shared_number: "review.sharedNumberShort",
  withheld: "review.withheldShort",
  service_code: "review.serviceCodeShort",
  emergency: "review.emergencyShort",
  short_code: "review.shortCodeShort",
  invalid_number: "review.invalidNumberShort",
  started_in_future: "review.startedInFutureShort",
  deleted_contact: "review.deletedContactShort",
};
const WHY: Readonly<Record<AttentionReason, PlainKey>> = {
  own_number: "review.ownNumber",
  excluded_number: "review.excludedNumber",
  shared_number: "review.sharedNumber",
  withheld: "review.withheld",
  service_code: "review.serviceCode",
  emergency: "review.emergency",
  short_code: "review.shortCode",
  invalid_number: "review.invalidNumber",
  started_in_future: "review.startedInFuture",
  deleted_contact: "review.deletedContact",
};
const DISPOSITIONS: Readonly<Record<Call["disposition"], PlainKey>> = {
  answered: "cells.answered",
  no_answer: "cells.noAnswer",
  busy: "cells.busy",
  rejected: "cells.rejected",
  failed: "cells.notConnected",
  voicemail: "cells.voicemail",
  unknown: "cells.unknown",
};

/** The contact's name, or else the number. */
export function caseName({ call, contact }: Case): string {
  if (contact) {
    if (contact.name) return contact.name;
    return contact.phone_number ? international(contact.phone_number) : t("states.unnamed");
  }
  return call ? nameOf(call) : t("states.unnamed");
}

export function kindWords({ kind, call }: Case): string {
  if (kind === "unlinked") return t("review.unlinked");
  if (kind === "invalid_number") return t("review.invalid");
  if (kind === "new_lead") return t("review.lead");
  return t(call?.recording.status === "failed" ? "review.failedRecording" : "review.quarantined");
}

/** "Unlinked · Inbound, 7:26, shared number" */
export function caseLine(one: Case): string {
  return t("review.line", { kind: kindWords(one), facts: factsOf(one) });
}

function factsOf({ kind, call, contact }: Case): string {
  if (kind === "recording") return reasonOf(call);
  const facts: string[] = [];
  if (call) {
    facts.push(t(call.direction === "inbound" ? "cells.inbound" : "cells.outbound"), talk(call));
    if (kind === "unlinked" && call.attention_reason && call.attention_reason !== "withheld")
      facts.push(t(SHORT[call.attention_reason]));
  }
  if (contact) facts.push(callCount(contact.call_count));
  return facts.join(", ");
}

function talk(call: Call): string {
  const seconds = call.duration_seconds ?? call.recording.duration_seconds;
  if (call.disposition === "answered" && seconds) return length(seconds);
  return t(DISPOSITIONS[call.disposition]).toLowerCase();
}

function callCount(count: number): string {
  if (count === 1) return t("review.firstCall");
  return count === 2 ? t("review.secondCall") : t("review.manyCalls", { count });
}

/** Why the recording is in trouble, in the server's words. */
export function reasonOf(call: Call | null): string {
  return (
    call?.recording.status_reason ?? call?.recording.findings[0]?.message ?? t("review.noReason")
  );
}

/** Why this waits for somebody. */
export function caseReason({ kind, call }: Case): string {
  if (kind === "new_lead") return t("review.leadWhy");
  if (kind === "recording") {
    const isFailed = call?.recording.status === "failed";
    return t(isFailed ? "review.failedWhy" : "review.quarantinedWhy", { reason: reasonOf(call) });
  }
  return call?.attention_reason ? t(WHY[call.attention_reason]) : "";
}
