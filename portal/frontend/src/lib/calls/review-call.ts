import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { changeCallInCaches } from "./in-caches";

interface Wanted {
  id: string;
  isReviewed: boolean;
}

export async function reviewCall({ id, isReviewed }: Wanted): Promise<Call> {
  const params = { path: { call_id: id } };
  const address = "/v1/calls/{call_id}/review";
  return answer(isReviewed ? api.PUT(address, { params }) : api.DELETE(address, { params }));
}

/** That somebody has looked at a call, or that it is to be looked at again. */
export function useReviewCall(): (wanted: Wanted) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: reviewCall,
    onSuccess: ({ id, reviewed_at, reviewed_by }) => {
      // Only these: an outcome may be on its way, and shows already.
      changeCallInCaches(client, id, { reviewed_at, reviewed_by });
      void client.invalidateQueries({ queryKey: ["review"] });
      void client.invalidateQueries({ queryKey: ["calls", "count"] });
    },
    onError: (error, wanted) =>
      showToast(t("player.notSaved", { reason: error.message }), {
        label: t("states.tryAgain"),
        run: () => mutate(wanted),
      }),
  });
  return mutate;
}
