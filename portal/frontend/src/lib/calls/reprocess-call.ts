import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";

/** The worker looks at the recording again, within moments. */
export function reprocessCall(callId: string): Promise<Call> {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/reprocess", { params }));
}
