/** What stands in place of an amount that nobody knows. Never "$0.00": unknown is not free. */
export const UNPRICED = "unpriced";

let label = "$";

/** What stands before every amount from now on. Nothing is converted: amounts are US dollars under any label. */
export function labelMoney(chosen: string): void {
  label = chosen;
}

export function moneyLabel(): string {
  return label;
}

interface Decimal {
  isNegative: boolean;
  digits: bigint;
  scale: number;
}

const NOTHING: Decimal = { isNegative: false, digits: 0n, scale: 0 };

/**
 * An amount for reading: two digits from a dollar up, four below it, and two that count for the very small
 * ("$1,234.50", "$0.0348", "$0.000012"). Works on the decimal string, so no digit is ever invented by a float.
 */
export function formatUsd(amount: string | null): string {
  const decimal = amount === null ? null : parseDecimal(amount);
  if (decimal === null) {
    return UNPRICED;
  }
  const rounded = round(decimal, digitsWorthShowing(decimal));
  return show(round(rounded, digitsWorthShowing(rounded))); // $0.99999 has become a dollar, which shows two digits
}

/** All digits as booked, two at least. */
export function exactUsd(amount: string | null): string {
  const decimal = amount === null ? null : parseDecimal(amount);
  return decimal === null ? UNPRICED : show(round(decimal, Math.max(decimal.scale, 2)));
}

/**
 * Amounts that lead from one to the next, the steps between them, and all steps together. All have as many digits as the
 * largest amount shows, and a step is the difference of what is shown: so the steps that people read add up, to the cent.
 */
export function usdSteps(amounts: string[]): { amounts: string[]; steps: string[]; whole: string } {
  const decimals = amounts.map((amount) => parseDecimal(amount) ?? NOTHING);
  const places = decimals.filter(({ digits }) => digits > 0n).map(digitsWorthShowing);
  const scale = places.length === 0 ? 2 : Math.min(...places);
  const rounded = decimals.map((decimal) => round(decimal, scale));
  const step = (from = NOTHING, to = NOTHING) => showStep(signed(to) - signed(from), scale);
  return {
    amounts: rounded.map(show),
    steps: rounded.slice(1).map((to, at) => step(rounded[at], to)),
    whole: step(rounded[0], rounded.at(-1)),
  };
}

function showStep(step: bigint, scale: number): string {
  const shown = show({ isNegative: step < 0n, digits: step < 0n ? -step : step, scale });
  return step > 0n ? `+${shown}` : shown;
}

function signed({ isNegative, digits }: Decimal): bigint {
  return isNegative ? -digits : digits;
}

function parseDecimal(text: string): Decimal | null {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text.trim());
  if (!match) {
    return null;
  }
  const [, sign, whole = "0", fraction = "", exponent = "0"] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return {
    isNegative: sign === "-",
    digits: scale < 0 ? digits * 10n ** BigInt(-scale) : digits,
    scale: Math.max(scale, 0),
  };
}

function digitsWorthShowing({ digits, scale }: Decimal): number {
  const magnitude = digits.toString().length - scale; // 1 for $1 to $9.99, 0 for $0.10 to $0.99, -1 for $0.01 …
  if (digits === 0n || magnitude >= 1) {
    return 2;
  }
  return magnitude >= -2 ? 4 : 2 - magnitude;
}

function round(decimal: Decimal, places: number): Decimal {
  if (decimal.scale <= places) {
    return { ...decimal, digits: decimal.digits * 10n ** BigInt(places - decimal.scale), scale: places };
  }
  const step = 10n ** BigInt(decimal.scale - places);
  return { ...decimal, digits: (decimal.digits + step / 2n) / step, scale: places };
}

function show({ isNegative, digits, scale }: Decimal): string {
  const padded = digits.toString().padStart(scale + 1, "0");
  const whole = padded.slice(0, padded.length - scale).replace(/\B(?=(\d{3})+$)/g, ",");
  const fraction = scale > 0 ? `.${padded.slice(padded.length - scale)}` : "";
  return `${isNegative && digits !== 0n ? "−" : ""}${label}${whole}${fraction}`;
}
