import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";

/** Takes back one's own last decision whose call it is, of this call. */
export function undoDecision(callId: string): Promise<Call> {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/contact/undo", { params }));
}
