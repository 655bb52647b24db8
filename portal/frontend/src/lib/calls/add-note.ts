import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";
import { changeCallInCaches } from "./in-caches";
import { type CallNote, notesQuery } from "./notes";
import { callQuery } from "./get-call";

export interface NewNote {
  callId: string;
  text: string;
  /** Null: about the whole call. */
  atSeconds: number | null;
}

export async function addNote({ callId, text, atSeconds }: NewNote): Promise<CallNote> {
  const params = { path: { call_id: callId } };
  const body = { text, at_seconds: atSeconds };
  return answer(api.POST("/v1/calls/{call_id}/notes", { params, body }));
}

export function useAddNote() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: addNote,
    onSuccess: (_, { callId }) => {
      const known = client.getQueryData<Call>(callQuery(callId).queryKey);
      if (known) changeCallInCaches(client, callId, { note_count: known.note_count + 1 });
      void client.invalidateQueries({ queryKey: ["contacts"] });
      return client.invalidateQueries({ queryKey: notesQuery(callId).queryKey });
    },
  });
}
