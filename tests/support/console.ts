import type { Locator, Page } from "playwright-core";

/** How an operator gets about in the console: by what is written on it. */
export interface Console {
  main(): Locator;
  button(name: string, within?: Locator): Locator;
  /** Rows of the table of this name that say all of this. */
  rowOf(table: string, ...texts: string[]): Locator;
  /** By the console's own navigation. */
  goTo(name: string): Promise<void>;
  /** By the links of a business's own page, which narrow the other pages to it. */
  goToItsOwn(name: string): Promise<void>;
  /** Answers a confirmation that asks why; it closes when it was done. */
  confirm(label: string, reason: string, typed?: string): Promise<void>;
}

export function createConsole(page: Page): Console {
  const main = () => page.getByRole("main");
  const button = (name: string, within: Page | Locator = page) =>
    within.getByRole("button", { name, exact: true });
  return {
    main,
    button,
    rowOf: (table, ...texts) =>
      texts.reduce(
        (rows, text) => rows.filter({ hasText: text }),
        page.getByRole("table", { name: table, exact: true }).getByRole("row"),
      ),
    goTo: (name) =>
      page
        .getByRole("navigation", { name: "Operator", exact: true })
        .getByRole("link", { name, exact: true })
        .click(),
    goToItsOwn: (name) =>
      main().getByRole("link", { name, exact: true }).click(),
    async confirm(label, reason, typed) {
      const dialog = page.getByRole("alertdialog");
      await dialog.getByLabel("Reason", { exact: true }).fill(reason);
      if (typed !== undefined) await dialog.getByLabel(/^Type /).fill(typed);
      await button(label, dialog).click();
      await dialog.waitFor({ state: "hidden" });
    },
  };
}
