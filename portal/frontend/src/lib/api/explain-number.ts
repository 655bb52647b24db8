import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client";
import type { components } from "./schema";

export type ExplainedNumber = components["schemas"]["ExplainedNumber"];

/** How the server would read a number, and whose it is. Nothing is written. */
export function explainNumber(
  text: string,
  region: string,
  signal?: AbortSignal,
): Promise<ExplainedNumber> {
  const body = region ? { phone_number: text, region } : { phone_number: text };
  return answer(api.POST("/v1/phone-numbers/explain", { body, signal }));
}

/** `region`: where a national number is read; "" for the viewer's own. */
export const explainedQuery = (text: string, region: string) =>
  queryOptions({
    queryKey: ["explained", region, text],
    queryFn: ({ signal }) => explainNumber(text, region, signal),
    staleTime: 30_000,
  });
