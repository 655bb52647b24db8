import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { changeCallInCaches } from "@/lib/calls/in-caches";
import { undoDecision } from "@/lib/calls/undo-decision";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";

const ADDRESS = "/v1/calls/{call_id}/contact";

interface Wanted {
  callId: string;
  /** Null: nobody's. */
  contact: { id: string; display_name: string } | null;
}

async function changeContact({ callId, contact }: Wanted): Promise<Call> {
  const params = { path: { call_id: callId } };
  if (!contact) return answer(api.DELETE(ADDRESS, { params }));
  return answer(api.PUT(ADDRESS, { params, body: { contact: contact.id } }));
}

/** Whose call it is: link, relink and unlink, each with Undo. */
export function useChangeContact(): (wanted: Wanted) => void {
  const client = useQueryClient();
  function show(call: Call): void {
    changeCallInCaches(client, call.id, call);
    for (const key of ["contacts", "review"]) void client.invalidateQueries({ queryKey: [key] });
  }
  function refuse(error: Error): void {
    showToast(t("player.notSaved", { reason: error.message }));
  }
  const undo = useMutation({ mutationFn: undoDecision, onSuccess: show, onError: refuse });
  const { mutate } = useMutation({
    mutationFn: changeContact,
    onSuccess: (call, { contact }) => {
      show(call);
      showToast(
        contact ? t("call.linkedTo", { name: contact.display_name }) : t("call.unlinked"),
        { label: t("shell.undo"), run: () => undo.mutate(call.id) },
      );
    },
    onError: refuse,
  });
  return mutate;
}
