import { queryOptions } from "@tanstack/react-query";
import { afterContent } from "@/lib/api/after-content";
import { answer, api } from "@/lib/api/client";
import type { components } from "@/lib/api/schema";

export type Listen = components["schemas"]["Listen"];

const SHOWN = 20;

export const listensQuery = (callId: string) =>
  queryOptions({
    queryKey: ["calls", callId, "listens"],
    queryFn: afterContent(async ({ signal }) => {
      const params = { path: { call_id: callId }, query: { limit: SHOWN } };
      return answer(api.GET("/v1/calls/{call_id}/listens", { params, signal }));
    }),
  });
