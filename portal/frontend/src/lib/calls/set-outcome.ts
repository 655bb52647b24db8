import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { changeCallInCaches } from "./in-caches";

interface Wanted {
  call: Pick<Call, "id" | "outcome">;
  outcome: string | null;
}

export async function setOutcome(id: string, outcome: string | null): Promise<Call> {
  const params = { path: { call_id: id } };
  return answer(api.PATCH("/v1/calls/{call_id}", { params, body: { outcome } }));
}

/** Shows at once; on failure the old value returns. Undo puts it back. */
export function useSetOutcome(): (call: Wanted["call"], outcome: string | null) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ call, outcome }: Wanted) => setOutcome(call.id, outcome),
    onMutate: ({ call, outcome }) => changeCallInCaches(client, call.id, { outcome }),
    onSuccess: ({ id, outcome }) => changeCallInCaches(client, id, { outcome }),
    onError: (error, { call, outcome }) => {
      changeCallInCaches(client, call.id, { outcome: call.outcome });
      showToast(t("player.notSaved", { reason: error.message }), {
        label: t("states.tryAgain"),
        run: () => mutate({ call, outcome }),
      });
    },
  });
  return (call, outcome) => {
    if (outcome === call.outcome) return;
    mutate({ call, outcome });
    const said = outcome ? t("player.outcomeIs", { outcome }) : t("player.outcomeNone");
    showToast(said, {
      label: t("shell.undo"),
      run: () => mutate({ call: { ...call, outcome }, outcome: call.outcome }),
    });
  };
}
