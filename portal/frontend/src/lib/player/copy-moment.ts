import { length } from "@/lib/format/durations";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import type { PlayerState } from "./store";

/** A link that opens the call and plays from here. */
export function momentAddress(callId: string, seconds: number): string {
  const address = new URL(`/portal/calls/${callId}`, window.location.origin);
  if (seconds >= 1) address.searchParams.set("t", String(Math.floor(seconds)));
  return address.href;
}

export async function copyMoment({
  call,
  positionSeconds,
}: Pick<PlayerState, "call" | "positionSeconds">): Promise<void> {
  if (!call) return;
  await navigator.clipboard.writeText(momentAddress(call.id, positionSeconds));
  showToast(t("player.linkCopied", { time: length(positionSeconds) }));
}
