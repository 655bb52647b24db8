import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { answer, api } from "@/lib/api/client";
import type { Call } from "@/lib/call";

export async function getCall(id: string, signal?: AbortSignal): Promise<Call> {
  return answer(api.GET("/v1/calls/{call_id}", { params: { path: { call_id: id } }, signal }));
}

export const callQuery = (id: string) =>
  queryOptions({ queryKey: ["calls", id], queryFn: ({ signal }) => getCall(id, signal) });

export function useCall(id: string): Call {
  return useSuspenseQuery(callQuery(id)).data;
}
