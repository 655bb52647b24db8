import { answer, api } from "@/lib/api/client";

/** Takes back one's own last link or dismissal of this call. */
export function undoDecision(callId: string) {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/contact/undo", { params }));
}
