import { api } from "@/lib/api/client";

export async function reviewCall(callId: string): Promise<void> {
  await api.PUT("/v1/calls/{call_id}/review", { params: { path: { call_id: callId } } });
}

export async function reopenCall(callId: string): Promise<void> {
  await api.DELETE("/v1/calls/{call_id}/review", { params: { path: { call_id: callId } } });
}
