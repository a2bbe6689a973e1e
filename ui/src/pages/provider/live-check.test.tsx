import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Provider } from "../../api/types";
import { LiveCheck } from "./live-check";

const waiting: Provider = {
  connection_id: "0b6c1f0e-2d1f-4a56-9c39-6f1a0d6d2b11",
  type: "claude",
  name: "Claude Team",
  created_at: "2026-11-22T12:00:00Z",
  last_synced_at: null,
  endpoint: "https://spend.example.com/api/v1/public/ingest/otel/claude/0b6c1f0e-2d1f-4a56-9c39-6f1a0d6d2b11",
  state: "waiting",
  health: "waiting",
  raw_batches: 0,
  refused: { count: 0, last_at: null, last_reason: null },
  keeps_content: false,
};

function check(provider: Provider): string {
  render(<LiveCheck provider={provider} />, { wrapper: MantineProvider });
  return screen.getByRole("status").textContent ?? "";
}

test("it waits until the first telemetry", () => {
  expect(check(waiting)).toContain("Waiting for first telemetry");
});

test("it says how much was received, and when last", () => {
  const received: Provider = {
    ...waiting,
    state: "receiving",
    last_synced_at: new Date().toISOString(),
    raw_batches: 2,
  };
  expect(check(received)).toContain("2 raw batches, last synced just now");
});

test("what was refused shows while one waits, for the client tells nobody", () => {
  const refused = { count: 1, last_at: "2026-11-22T12:01:00Z", last_reason: "This API key has been revoked." };
  expect(check({ ...waiting, refused })).toContain("was refused: This API key has been revoked.");
});
