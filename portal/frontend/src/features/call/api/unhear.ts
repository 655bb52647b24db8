import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { keepPosition } from "@/lib/calls/keep-position";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";

async function forgetPosition(callId: string): Promise<void> {
  await api.DELETE("/v1/calls/{call_id}/position", { params: { path: { call_id: callId } } });
}

const UNHEARD = { heard_at: null, heard_until_seconds: null };

/** Shows at once; Undo puts back how far the viewer had come. */
export function useUnhear(): (call: Call) => void {
  const client = useQueryClient();
  const putBack = ({ id, heard_at, heard_until_seconds }: Call) =>
    changeCallInCaches(client, id, { heard_at, heard_until_seconds });
  const refuse = (error: Error) => showToast(t("player.notSaved", { reason: error.message }));

  const again = useMutation({
    mutationFn: ({ id, heard_until_seconds: heard }: Call) => keepPosition(id, heard ?? 0),
    onSuccess: (_, call) => putBack(call),
    onError: refuse,
  });
  const { mutate } = useMutation({
    mutationFn: ({ id }: Call) => forgetPosition(id),
    onMutate: ({ id }) => changeCallInCaches(client, id, UNHEARD),
    onSuccess: (_, call) =>
      showToast(t("call.unheard"), { label: t("shell.undo"), run: () => again.mutate(call) }),
    onError: (error, call) => {
      putBack(call);
      refuse(error);
    },
  });
  return mutate;
}
