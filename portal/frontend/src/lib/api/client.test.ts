import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { offlineSince } from "@/lib/connection";
import { answer, api, send } from "./client";
import { ApiProblem } from "./problem";
import { sessionEnd, signInAgain } from "./session";

const DUPLICATE = {
  status: 409,
  code: "duplicate_phone",
  title: "The phone number belongs to another contact",
  detail: "+442079460123 belongs to Ada.",
  request_id: "abc",
  retryable: false,
  errors: [{ field: "phone_number", code: "duplicate_phone", message: "Taken." }],
  contact: { id: "c1" },
};

let sent: Request[] = [];

function serverAnswers(...answers: (() => Response | Promise<Response>)[]): void {
  vi.stubGlobal("fetch", (request: Request | string, init?: RequestInit) => {
    const isRequest = request instanceof Request;
    sent.push(isRequest ? request : new Request(new URL(request, location.origin), init));
    const next = answers.shift();
    return next ? Promise.resolve(next()) : Promise.reject(new Error("too many requests"));
  });
}

function problem(document: object, status: number): Response {
  const headers = { "Content-Type": "application/problem+json" };
  return new Response(JSON.stringify(document), { status, headers });
}

function ended(): Response {
  return problem({ ...DUPLICATE, status: 401, code: "not_authenticated", errors: [] }, 401);
}

beforeEach(() => {
  sent = [];
  document.cookie = "csrftoken=one";
});
afterEach(() => {
  vi.unstubAllGlobals();
  offlineSince.set(null);
});

describe("a request", () => {
  it("that is refused raises what the problem document says", async () => {
    serverAnswers(() => problem(DUPLICATE, 409));

    const raised = await send(new Request("http://localhost/v1/contacts")).catch(
      (error: unknown) => error,
    );

    expect(raised).toBeInstanceOf(ApiProblem);
    expect(raised).toMatchObject({
      status: 409,
      code: "duplicate_phone",
      requestId: "abc",
      fields: { phone_number: "Taken." },
      document: { contact: { id: "c1" } },
    });
  });

  it("carries the CSRF token only when it changes something", async () => {
    serverAnswers(
      () => Response.json({}),
      () => Response.json({}),
    );

    await answer(api.GET("/v1/me"));
    await send(new Request("http://localhost/v1/contacts", { method: "POST", body: "{}" }));

    expect(sent.map((request) => request.headers.get("X-CSRFToken"))).toEqual([null, "one"]);
  });

  it("that nobody answers says so and notes since when", async () => {
    serverAnswers(() => Promise.reject(new TypeError("Failed to fetch")));

    await expect(send(new Request("http://localhost/v1/me"))).rejects.toMatchObject({
      code: "unreachable",
      isRetryable: true,
    });
    expect(offlineSince.get()).toBeInstanceOf(Date);
  });

  it("is sent again with its body and the new token once somebody has signed in", async () => {
    serverAnswers(
      ended,
      () => {
        document.cookie = "csrftoken=two";
        return new Response(null, { status: 204 });
      },
      () => Response.json({ id: "n1" }),
    );

    const pending = send(
      new Request("http://localhost/v1/calls/1/notes", { method: "POST", body: "a note" }),
    );
    await vi.waitFor(() => expect(sessionEnd.get()).not.toBeNull());
    await signInAgain("amira", "secret");
    const response = await pending;

    expect(await response.json()).toEqual({ id: "n1" });
    expect(sessionEnd.get()).toBeNull();
    const repeated = sent.at(-1);
    expect(await repeated?.text()).toBe("a note");
    expect(repeated?.headers.get("X-CSRFToken")).toBe("two");
  });

  it("answered by a proxy that knows no problem documents still has a status", async () => {
    serverAnswers(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));

    await expect(send(new Request("http://localhost/v1/me"))).rejects.toMatchObject({
      status: 502,
      isRetryable: true,
    });
  });
});
