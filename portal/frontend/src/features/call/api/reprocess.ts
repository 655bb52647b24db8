import { useMutation, useQueryClient } from "@tanstack/react-query";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { reprocessCall } from "@/lib/calls/reprocess-call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";

export function useReprocess(): (callId: string) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: reprocessCall,
    onSuccess: (call) => {
      changeCallInCaches(client, call.id, call);
      showToast(t("call.processedAgain"));
    },
    onError: (error) => showToast(t("player.notSaved", { reason: error.message })),
  });
  return mutate;
}
