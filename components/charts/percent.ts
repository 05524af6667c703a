/** Shares are shown as whole percents. */
export const PERCENT = { style: "percent", maximumFractionDigits: 0 } as const;
