import { answer, api } from "@/lib/api/client";

/** The worker looks at the recording again, within moments. */
export function reprocessCall(callId: string) {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/reprocess", { params }));
}
