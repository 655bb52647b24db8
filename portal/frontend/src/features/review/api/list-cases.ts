import { answer, api } from "@/lib/api/client";
import { useKeysetList } from "@/lib/api/keyset";
import type { CaseKind } from "@/lib/api/review-counts";
import type { components } from "@/lib/api/schema";

export type Case = components["schemas"]["Case"];

const POLLED_MS = 30_000;
const LIMIT = 50;

/** Of one kind, or all of them, newest first. */
export function useCases(kind: CaseKind | undefined) {
  return useKeysetList<Case, components["schemas"]["ReviewPage"]>({
    queryKey: ["review", "cases", kind ?? "all"],
    fetchPage: (cursor, signal) =>
      answer(api.GET("/v1/review", { params: { query: { kind, cursor, limit: LIMIT } }, signal })),
    refetchInterval: POLLED_MS,
  });
}

/** A call may be two cases, and a lead has its own id. */
export function keyOf(one: Pick<Case, "kind" | "id">): string {
  return `${one.kind}:${one.id}`;
}
