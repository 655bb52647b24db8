import { answer, api } from "@/lib/api/client";

/** The call stays without a contact, and nobody is asked again. */
export function dismissCall(callId: string) {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/contact/dismiss", { params }));
}
