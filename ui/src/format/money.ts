/** What stands in place of an amount that nobody knows. Never "$0.00": unknown is not free. */
export const UNPRICED = "unpriced";

interface Decimal {
  isNegative: boolean;
  digits: bigint;
  scale: number;
}

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
  return `${isNegative && digits !== 0n ? "−" : ""}$${whole}${fraction}`;
}
