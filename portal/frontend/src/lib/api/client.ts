import createClient from "openapi-fetch";
import { noteReached, noteUnreachable } from "@/lib/connection";
import { counted } from "./after-content";
import { csrfToken } from "./csrf";
import { problemOf, unreachable } from "./problem";
import type { paths } from "./schema";
import { untilSignedIn } from "./session";

const NOT_MODIFIED = 304;

/** As `fetch`, but whatever isn't good raises `ApiProblem`, and an ended session is renewed first. */
export async function send(request: Request): Promise<Response> {
  let response = await sendOnce(request);
  while (response.status === 401) {
    await untilSignedIn();
    response = await sendOnce(request);
  }
  if (!response.ok && response.status !== NOT_MODIFIED) throw await problemOf(response);
  return response;
}

async function sendOnce(request: Request): Promise<Response> {
  // A request's body can be sent once; it may have to be repeated.
  const copy = request.clone();
  if (!["GET", "HEAD"].includes(copy.method)) copy.headers.set("X-CSRFToken", csrfToken());
  try {
    const response = await counted(() => fetch(copy));
    noteReached();
    return response;
  } catch (error) {
    if (request.signal.aborted) throw error;
    noteUnreachable();
    throw unreachable();
  }
}

/** Calls raise `ApiProblem`: wrap them in `answer` to get what was answered. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: send });

export async function answer<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await call;
  return data as NonNullable<Data>;
}
