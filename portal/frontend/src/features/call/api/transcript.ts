import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/client";
import { ApiProblem } from "@/lib/api/problem";
import type { components } from "@/lib/api/schema";

type Transcript = components["schemas"]["Transcript"];
export type Segment = components["schemas"]["TranscriptSegment"];

export interface ReadTranscript {
  transcript: Transcript;
  etag: string;
}

export async function getTranscript(
  callId: string,
  signal?: AbortSignal,
): Promise<ReadTranscript> {
  const params = { path: { call_id: callId } };
  return read(await api.GET("/v1/calls/{call_id}/transcript", { params, signal }));
}

function read({ data, response }: { data?: Transcript; response: Response }): ReadTranscript {
  return { transcript: data as Transcript, etag: response.headers.get("ETag") ?? "*" };
}

export const transcriptQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", callId, "transcript"],
    queryFn: ({ signal }) => getTranscript(callId, signal),
    staleTime: 60_000,
  });

interface Edit {
  segmentId: string;
  text: string;
  /** The version that was read: another's edit meanwhile is refused. */
  etag: string;
}

export function useEditTranscript(callId: string) {
  const client = useQueryClient();
  const { queryKey } = transcriptQuery(callId);
  return useMutation({
    mutationFn: async ({ segmentId, text, etag }: Edit) => {
      const answered = await api.PATCH("/v1/calls/{call_id}/transcript", {
        params: { path: { call_id: callId }, header: { "If-Match": etag } },
        body: { segments: [{ id: segmentId, text }] },
      });
      return read(answered);
    },
    onSuccess: (saved) => client.setQueryData(queryKey, saved),
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === "version_mismatch")
        void client.invalidateQueries({ queryKey });
    },
  });
}
