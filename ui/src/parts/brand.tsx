/** The sign: a stack that is being filled. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#5b5bd6" />
      <rect x="7" y="19.5" width="18" height="4.5" rx="2.25" fill="#fff" />
      <rect x="7" y="13.5" width="13" height="4.5" rx="2.25" fill="#fff" opacity=".78" />
      <rect x="7" y="7.5" width="7.5" height="4.5" rx="2.25" fill="#fff" opacity=".55" />
    </svg>
  );
}
