import { answer, api } from "@/lib/api/client";

export function linkCall(callId: string, contactId: string) {
  return answer(
    api.PUT("/v1/calls/{call_id}/contact", {
      params: { path: { call_id: callId } },
      body: { contact: contactId },
    }),
  );
}
