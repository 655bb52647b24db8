import { type Call, hadConversation, isPlayable, isProcessing } from "@/lib/call";
import { span } from "@/lib/format/durations";
import { type PlainKey, t } from "@/lib/messages";

type Absence = NonNullable<Call["recording"]["absent_reason"]>;

const ABSENCES: Readonly<Record<Absence, PlainKey>> = {
  not_permitted: "cells.notPermitted",
  device_unsupported: "cells.deviceUnsupported",
  user_disabled: "cells.userDisabled",
  consent_refused: "cells.consentRefused",
  too_short: "cells.tooShort",
  lost: "cells.lost",
  excluded_number: "cells.excludedNumber",
};

type Told = Pick<Call, "recording" | "disposition" | "ring_seconds"> & { agent: { name: string } };

export interface RecordingWords {
  /** `nothing`: nobody answered, so nothing is missing. `trouble`: somebody must act. */
  kind: "playable" | "processing" | "waiting" | "absent" | "erased" | "trouble" | "forbidden" | "nothing";
  text: string;
}

/** The state of a call's recording, and why there is none. */
export function recordingWords(call: Told): RecordingWords {
  const { recording, disposition } = call;
  if (isProcessing(recording)) return { kind: "processing", text: t("cells.processing") };
  if (isPlayable(recording)) return { kind: "playable", text: "" };
  const isNothing = ["expected", "absent"].includes(recording.status);
  if (isNothing && !hadConversation(disposition)) return { kind: "nothing", text: rang(call) };
  switch (recording.status) {
    case "expected":
      return { kind: "waiting", text: t("cells.waitingFor", { name: firstName(call.agent.name) }) };
    case "absent":
      return { kind: "absent", text: absence(recording.absent_reason) };
    case "failed":
      return { kind: "trouble", text: recording.status_reason ?? t("cells.couldNotProcess") };
    case "quarantined":
      return { kind: "trouble", text: recording.status_reason ?? t("cells.quarantined") };
    case "erased":
      return { kind: "erased", text: recording.status_reason ?? t("cells.erased") };
    default:
      return { kind: "forbidden", text: t("cells.noRight") };
  }
}

function absence(reason: Absence | null): string {
  return t(reason ? ABSENCES[reason] : "cells.noRecording");
}

function rang({ disposition, ring_seconds: seconds }: Told): string {
  if (disposition === "failed") return t("cells.notConnected");
  return seconds ? t("cells.rang", { time: span(seconds) }) : t("states.nothing");
}

function firstName(name: string): string {
  return name.trim().split(/\s+/)[0] ?? name;
}
