/** The look of what floats over the page. */
export const FLOATING =
  "z-50 max-h-[min(24rem,var(--radix-popper-available-height))] max-w-[calc(100vw-1rem)] animate-pop overflow-y-auto rounded-panel bg-surface text-ink shadow-float outline-none";

/** One line of a menu or list of choices. */
export const MENU_ITEM =
  "relative flex min-h-8 cursor-default items-center gap-2 rounded-control px-2.5 py-1 text-sm outline-none select-none data-disabled:pointer-events-none data-disabled:opacity-50 data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0";
