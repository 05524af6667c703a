/** The colours a label may have; what each looks like is the theme's business. */
export const LABEL_COLORS = [
  "gray",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "purple",
  "pink",
] as const;

export type LabelColor = (typeof LABEL_COLORS)[number];

export const MAX_LABELS = 50;
export const MAX_LABELS_PER_CONVERSATION = 10;
export const MAX_LABEL_NAME_CHARS = 40;
