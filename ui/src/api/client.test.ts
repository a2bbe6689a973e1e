import { afterEach, expect, test, vi } from "vitest";
import { ApiProblem, get, post } from "./client";

afterEach(() => vi.unstubAllGlobals());

function serverAnswers(status: number, body: unknown) {
  const fetched = vi.fn(async (_address: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

async function problemOf(asked: Promise<unknown>): Promise<ApiProblem> {
  const failure = await asked.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(failure).toBeInstanceOf(ApiProblem);
  return failure as ApiProblem;
}

test("a good answer is what the envelope holds", async () => {
  serverAnswers(200, { data: [1, 2], error: null, meta: { request_id: "r" } });
  expect(await get("/providers")).toEqual([1, 2]);
});

test("a change is sent as JSON", async () => {
  const fetched = serverAnswers(201, { data: {}, error: null, meta: {} });
  await post("/providers", { name: "Claude Team" });
  expect(fetched).toHaveBeenCalledWith(
    "/api/v1/app/providers",
    expect.objectContaining({ method: "POST", body: '{"name":"Claude Team"}' }),
  );
});

test("a refusal carries the server's sentence, code and request id", async () => {
  const error = { code: "CONFLICT", message: "There is a provider of this name already." };
  serverAnswers(409, { data: null, error, meta: { request_id: "abc" } });
  expect(await problemOf(post("/providers", {}))).toMatchObject({ ...error, status: 409, requestId: "abc" });
});

test("what a proxy answers in HTML is a problem, not a crash", async () => {
  vi.stubGlobal("fetch", async () => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  expect(await problemOf(get("/me"))).toMatchObject({ status: 502, isTransient: true });
});

test("no answer at all is transient, a refusal is not", async () => {
  vi.stubGlobal("fetch", async () => {
    throw new TypeError("Failed to fetch");
  });
  expect(await problemOf(get("/me"))).toMatchObject({ status: 0, isTransient: true });
  serverAnswers(403, { data: null, error: { code: "INVALID_SCOPE", message: "No." }, meta: {} });
  expect((await problemOf(get("/me"))).isTransient).toBe(false);
});
