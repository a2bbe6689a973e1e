const MOST_STEPS = 5;

/** Round amounts in even steps, from one not above the lowest to one not below the highest. */
export function roundTicks(lowest: number, highest: number): number[] {
  const step = roundStep((highest - lowest) / MOST_STEPS || 1);
  const first = Math.floor(lowest / step);
  const count = Math.ceil(highest / step) - first + 1;
  return Array.from({ length: count }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}

/** The next larger one of 1, 2, 5, 10, 20, 50, … */
function roundStep(least: number): number {
  const unit = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((one) => one * unit >= least) ?? 10) * unit;
}
