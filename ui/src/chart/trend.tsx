const WIDTH = 96;
const HEIGHT = 22;

/** A line without axes: whether spend rises or falls. The same figures stand beside it. */
export function Trend({ amounts }: { amounts: (string | null)[] }) {
  const numbers = amounts.map((amount) => Number(amount ?? 0));
  const most = Math.max(...numbers, 1e-9);
  const step = WIDTH / Math.max(1, numbers.length - 1);
  const points = numbers.map(
    (number, at) => `${(at * step).toFixed(1)},${(HEIGHT - 2 - (number / most) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--ss-accent)"
        strokeWidth="1.4"
        strokeLinejoin="round"
      />
    </svg>
  );
}
