export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

interface ProblemDocument {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id: string;
  retryable: boolean;
  errors: FieldProblem[];
}

/** What the server refused or failed at, or that it didn't answer (`code` is "unreachable"). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string;
  readonly isRetryable: boolean;
  /** Messages by field, as forms show them. */
  readonly fields: Readonly<Record<string, string>>;
  /** All that the document says, e.g. the `contact` of `duplicate_phone`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly at = new Date();

  constructor(document: ProblemDocument & Record<string, unknown>) {
    super(document.detail);
    this.name = "ApiProblem";
    this.status = document.status;
    this.code = document.code;
    this.title = document.title;
    this.detail = document.detail;
    this.requestId = document.request_id;
    this.isRetryable = document.retryable;
    this.document = document;
    this.fields = Object.fromEntries(
      document.errors.toReversed().map(({ field, message }) => [field, message]),
    );
  }
}

const BLANK = { request_id: "", errors: [], title: "" };

export function unreachable(): ApiProblem {
  const detail = "The server is not answering.";
  return new ApiProblem({ ...BLANK, status: 0, code: "unreachable", detail, retryable: true });
}

/** A proxy before the server may answer with something else than a problem document. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const kind = response.headers.get("Content-Type") ?? "";
  if (kind.startsWith("application/problem+json")) {
    const document = (await response.json()) as ProblemDocument & Record<string, unknown>;
    return new ApiProblem(document);
  }
  return new ApiProblem({
    ...BLANK,
    status: response.status,
    code: "unknown",
    detail: "The server gave an answer that can't be read.",
    request_id: response.headers.get("X-Request-ID") ?? "",
    retryable: response.status >= 500,
  });
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  throw error;
}
