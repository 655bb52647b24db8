import type { Call } from "@/lib/call";
import { international } from "@/lib/format/phones";
import { dayHeading, clock } from "@/lib/format/times";
import { t } from "@/lib/messages";
import { type PlayedCall, playCall, player, togglePlaying } from "@/lib/player/store";

// Nearer to its end than this it counts as heard: it starts from the beginning.
const END_SECONDS = 5;

/** The contact's name, or else the number as the viewer reads it. */
export function nameOf(call: Pick<Call, "contact" | "number_e164" | "number_raw" | "number_kind">): string {
  if (call.contact?.name) return call.contact.name;
  const number = call.contact?.phone_number ?? call.number_e164;
  if (number) return international(number);
  return call.number_kind === "withheld" ? t("cells.withheld") : call.number_raw;
}

export function playedCallOf(call: Call): PlayedCall {
  const at = new Date(call.started_at);
  return {
    id: call.id,
    title: nameOf(call),
    subtitle: `${dayHeading(at)}, ${clock(at)} · ${call.agent.name}`,
  };
}

/** Goes on where the viewer stopped listening. */
function startOf({ heard_until_seconds: heard, recording }: Call): number {
  if (heard === null || heard > (recording.duration_seconds ?? 0) - END_SECONDS) return 0;
  return heard;
}

/** `queue`: the calls that come before and after it in the list where it stands. */
export function playOrPause(call: Call, queue: readonly Call[] = []): void {
  if (player.get().call?.id === call.id) togglePlaying();
  else playCall(playedCallOf(call), startOf(call), queue.map(playedCallOf));
}
