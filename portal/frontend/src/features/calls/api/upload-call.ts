import { csrfToken } from "@/lib/api/csrf";
import { ApiProblem, problemOf, unreachable } from "@/lib/api/problem";
import type { components } from "@/lib/api/schema";
import { untilSignedIn } from "@/lib/api/session";

export type ReceivedCall = components["schemas"]["ReceivedCall"];

export interface Upload {
  form: FormData;
  /** The same for every try: however often it comes, it is one call. */
  key: string;
  /** From 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Raises `ApiProblem`. After the session's end it asks for the password and sends again. */
export async function uploadCall(upload: Upload): Promise<ReceivedCall> {
  let response = await send(upload);
  while (response.status === 401) {
    await untilSignedIn();
    response = await send(upload);
  }
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as ReceivedCall;
}

/** By the older way: `fetch` doesn't tell how much of a body has been sent. */
function send({ form, key, onProgress, signal }: Upload): Promise<Response> {
  return new Promise((resolve, reject: (reason: ApiProblem) => void) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/calls/upload");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0);
    request.onload = () =>
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: { "Content-Type": request.getResponseHeader("Content-Type") ?? "" },
        }),
      );
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(unreachable());
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
