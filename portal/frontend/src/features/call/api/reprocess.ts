import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";

export async function reprocess(callId: string): Promise<Call> {
  const params = { path: { call_id: callId } };
  return answer(api.POST("/v1/calls/{call_id}/reprocess", { params }));
}

export function useReprocess(): (callId: string) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: reprocess,
    onSuccess: (call) => {
      changeCallInCaches(client, call.id, call);
      showToast(t("call.processedAgain"));
    },
    onError: (error) => showToast(t("player.notSaved", { reason: error.message })),
  });
  return mutate;
}
