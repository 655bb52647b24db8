import { api } from "@/lib/api/client";

/** How far the viewer has listened; the server keeps the furthest. Also while the page closes. */
export async function keepPosition(callId: string, seconds: number): Promise<void> {
  await api.PUT("/v1/calls/{call_id}/position", {
    params: { path: { call_id: callId } },
    body: { seconds },
    keepalive: true,
  });
}
