import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

const TRIES = 3;

/** Only what may go well next time is tried again; a bug or a refusal is shown at once. */
export function mayRetry(failures: number, error: Error): boolean {
  return error instanceof ApiProblem && error.isRetryable && failures < TRIES - 1;
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: mayRetry,
        staleTime: 10_000,
        // The offline line tells; what was loaded stays on show.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
