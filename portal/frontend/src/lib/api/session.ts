import { createStore } from "@/lib/store";
import { csrfToken } from "./csrf";
import { problemOf, unreachable } from "./problem";

interface Asking {
  answered: Promise<void>;
  done: () => void;
}

/** Set while the session is over and somebody is asked for the password. */
export const sessionEnd = createStore<Asking | null>(null);

/** Resolves when the person has signed in again: what failed can be repeated then. */
export function untilSignedIn(): Promise<void> {
  const asking = sessionEnd.get();
  if (asking) return asking.answered;
  let done: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    done = resolve;
  });
  sessionEnd.set({ answered, done });
  return answered;
}

/** Raises `ApiProblem`: wrong password ("invalid"), or too many tries (status 429). */
export async function signInAgain(username: string, password: string): Promise<void> {
  const response = await fetch("/accounts/sign-in-again", {
    method: "POST",
    headers: { "X-CSRFToken": csrfToken() },
    body: new URLSearchParams({ username, password }),
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  sessionEnd.get()?.done();
  sessionEnd.set(null);
}
