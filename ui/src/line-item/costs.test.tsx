import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { ListCost } from "../api/types";
import { Costs } from "./costs";

const unpriced: ListCost = {
  booked_usd: null,
  amount_usd: null,
  lines: [],
  price: null,
  assumptions: [],
  unpriced_reason: "No price is known for the model 'my-company-model-x'.",
};
const searched: ListCost = {
  booked_usd: "0.02",
  amount_usd: "0.02",
  lines: [
    {
      kind: "web_search",
      quantity: 2,
      unit_price_usd: "0.01",
      price_per_mtok_usd: null,
      amount_usd: "0.02",
      note: null,
    },
  ],
  price: { id: "m@2026-01-01", model: "m", effective_from: "2026-01-01", source: "our contract", overrides: ["−10%"] },
  assumptions: [],
  unpriced_reason: null,
};

function textOf(reported: string | null, list: ListCost): string {
  return render(<Costs reported={reported} list={list} />, { wrapper: MantineProvider }).container.textContent ?? "";
}

test("a model without a price is unpriced, and the reason stands beside it", () => {
  const text = textOf("0.05", unpriced);
  expect(text).toContain("List costunpriced");
  expect(text).toContain("No price is known for the model 'my-company-model-x'.");
  expect(screen.queryByRole("table")).toBeNull();
});

test("what is no token is priced by the piece", () => {
  expect(textOf(null, searched)).toContain("Web searches2 × $0.01 each$0.02");
});

test("a cost that the client did not report is not zero", () => {
  expect(textOf(null, searched)).toContain("Reported costnot stated");
});

test("an organization's own terms stand by the price entry", () => {
  expect(textOf("0.04", searched)).toMatch(/m, since 1 Jan 2026.*our contract.*−10%/);
});

test("prices that were added after booking are told", () => {
  const text = textOf("0.04", { ...searched, booked_usd: "0.03" });
  expect(text).toContain("Booked with a list cost of $0.03; prices have been added since.");
});
