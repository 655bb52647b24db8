import type { components } from "@/lib/api/schema";

type Schemas = components["schemas"];

/** A call as the API gives it, in lists and alone. */
export type Call = Schemas["CallLog"] & {
  /** Where a search found its words; only in a list that was searched. */
  matches?: readonly Match[];
};
export type Recording = Schemas["CallRecording"];
export type Match = Schemas["SearchMatch"];
export type Direction = Schemas["Direction"];
export type Disposition = Schemas["Disposition"];
export type RecordingStatus = Schemas["RecordingStatus"];

const CONVERSATIONS: readonly Disposition[] = ["answered", "voicemail", "unknown"];

/** Whether there was anything to record. */
export function hadConversation(disposition: Disposition): boolean {
  return CONVERSATIONS.includes(disposition);
}

/** There is audio, and the viewer may hear it. While it is processed the original plays. */
export function isPlayable(recording: Pick<Recording, "status" | "may_listen">): boolean {
  return recording.may_listen && ["ready", "stored", "processing"].includes(recording.status);
}

export function isProcessing(recording: Pick<Recording, "status">): boolean {
  return recording.status === "stored" || recording.status === "processing";
}

/** In seconds: as the phone says, or else as long as the recording is. */
export function lengthOf(call: Pick<Call, "duration_seconds" | "recording">): number | null {
  return call.duration_seconds ?? call.recording.duration_seconds;
}

/** There is something to hear and the viewer hasn't begun. */
export function isUnheard(call: Pick<Call, "recording" | "heard_at">): boolean {
  return isPlayable(call.recording) && call.heard_at === null;
}

// The last words are often a goodbye: whoever stops there has heard the call.
const END_SECONDS = 5;

/** Whether somebody who came so far has heard the recording out. */
export function isToTheEnd(heard: number | null, recording: Pick<Recording, "duration_seconds">): boolean {
  const { duration_seconds: all } = recording;
  return heard !== null && all !== null && heard >= all - Math.min(END_SECONDS, all / 4);
}

/** From 0 to 1: how far the viewer has listened. */
export function heardShare(call: Pick<Call, "recording" | "heard_until_seconds">): number {
  const { heard_until_seconds: heard, recording } = call;
  if (heard === null || !recording.duration_seconds) return 0;
  return Math.min(1, heard / recording.duration_seconds);
}
