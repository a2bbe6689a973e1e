const BASE = "/api/v1/app";

interface Envelope<T> {
  data: T;
  error: { code: string; message: string } | null;
  meta: { request_id?: string; next_cursor?: string | null };
}

/** A request that the server refused or could not be asked. `status` is 0 when no answer came. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;

  constructor(message: string, { status, code, requestId }: { status: number; code: string; requestId?: string }) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }

  /** True when the same request may succeed later: no answer, too many requests, or trouble on the server's side. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { signal: signal ?? null });
}

export interface PageOf<T> {
  rows: T[];
  /** Where the next page begins; null after the last. */
  next: string | null;
}

export async function getPage<T>(path: string, signal?: AbortSignal): Promise<PageOf<T>> {
  const { data, meta } = await askEnvelope<T[]>(path, { signal: signal ?? null });
  return { rows: data, next: meta.next_cursor ?? null };
}

export function post<T>(path: string, body?: unknown): Promise<T> {
  return change<T>("POST", path, body);
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return change<T>("PUT", path, body);
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return change<T>("PATCH", path, body);
}

export function remove<T>(path: string): Promise<T> {
  return change<T>("DELETE", path);
}

function change<T>(method: string, path: string, body?: unknown): Promise<T> {
  if (body === undefined) {
    return ask<T>(path, { method });
  }
  return ask<T>(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Sends a table as it was read from a file. */
export function putTable<T>(path: string, table: Blob): Promise<T> {
  return ask<T>(path, { method: "PUT", headers: { "Content-Type": "text/csv; charset=utf-8" }, body: table });
}

/** The answer's text, for those who must not lose digits to JavaScript's numbers. */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const response = await send(path, { signal: signal ?? null });
  const text = await response.text();
  if (!response.ok) {
    throw problemOf(response, parseEnvelope(text));
  }
  return text;
}

export function downloadAddress(path: string): string {
  return BASE + path;
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  return (await askEnvelope<T>(path, init)).data;
}

async function askEnvelope<T>(path: string, init: RequestInit): Promise<Envelope<T>> {
  const response = await send(path, init);
  const envelope = parseEnvelope<T>(await response.text());
  if (!response.ok || envelope === null || envelope.error) {
    throw problemOf(response, envelope);
  }
  return envelope;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path.startsWith("/api/") ? path : BASE + path, { ...init, credentials: "same-origin" });
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === "AbortError") {
      throw failure;
    }
    throw new ApiProblem("StackSpend did not answer. Check that the server is running and that you are online.", {
      status: 0,
      code: "NO_ANSWER",
    });
  }
}

function parseEnvelope<T>(text: string): Envelope<T> | null {
  try {
    return JSON.parse(text) as Envelope<T>;
  } catch {
    return null;
  }
}

function problemOf(response: Response, envelope: Envelope<unknown> | null): ApiProblem {
  const requestId = envelope?.meta?.request_id;
  return new ApiProblem(envelope?.error?.message ?? `The server answered with status ${response.status}.`, {
    status: response.status,
    code: envelope?.error?.code ?? "UNKNOWN",
    ...(requestId === undefined ? {} : { requestId }),
  });
}
