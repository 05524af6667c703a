/** The nonce that style elements made in the browser need under the page policy. */
export function styleNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  const nonce =
    document.querySelector<HTMLElement>("script[nonce]")?.nonce ?? "";
  return nonce === "" ? undefined : nonce;
}

/** Tells the scroll lock of the dialogs, which looks for the nonce under this name. */
export function shareStyleNonce(): void {
  Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
}
