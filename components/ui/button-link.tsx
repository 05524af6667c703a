import { type ComponentProps } from "react";

const SHAPE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-full px-5 text-[0.9375rem] font-medium transition-colors";
const TONES = {
  primary: "bg-accent text-accent-ink hover:opacity-90",
  quiet: "border border-line bg-surface text-ink hover:bg-sunken",
} as const;

interface Toned {
  tone: keyof typeof TONES;
}

interface ButtonLinkProps extends ComponentProps<"a">, Toned {
  href: string;
}

/** A large link of the public pages. */
export function ButtonLink({ tone, ...props }: ButtonLinkProps) {
  return <a className={`${SHAPE} ${TONES[tone]}`} {...props} />;
}

/** Looks like its neighbour, the link. */
export function LargeButton({
  tone,
  ...props
}: ComponentProps<"button"> & Toned) {
  return (
    <button type="button" className={`${SHAPE} ${TONES[tone]}`} {...props} />
  );
}
