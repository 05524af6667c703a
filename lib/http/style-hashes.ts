/**
 * The one style sheet that a package writes into the page by itself: sonner's,
 * which knows no nonce. A new version has a new hash.
 */
export const TOAST_STYLES =
  "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

/** What sonner puts into the page a moment before its styles: an empty sheet. */
export const EMPTY_STYLES =
  "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
