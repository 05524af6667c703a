export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 32 32" className="size-7">
        <path
          className="fill-accent"
          d="M16 3C8.8 3 3 8.5 3 15.2c0 3.2 1.3 6 3.5 8.2L5.4 28.2a.9.9 0 0 0 1.2 1l5.5-2.2c1.2.3 2.5.5 3.9.5 7.2 0 13-5.5 13-12.3S23.2 3 16 3Z"
        />
        <circle className="fill-accent-ink" cx="11.5" cy="14" r="1.9" />
        <circle className="fill-accent-ink" cx="20.5" cy="14" r="1.9" />
        <path
          className="stroke-accent-ink"
          d="M11.4 19c1.2 1.4 2.8 2.1 4.6 2.1s3.4-.7 4.6-2.1"
          fill="none"
          strokeLinecap="round"
          strokeWidth="2.1"
        />
      </svg>
      My Aibud
    </span>
  );
}
