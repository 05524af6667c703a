import type { Desk } from "./desk";
import type { Checkout, Delivery, Order, Refund } from "./model";

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

const STYLE = `
:root { color-scheme: light dark; --line: #d9dce1; --quiet: #5b6270; --accent: #1d4ed8; }
@media (prefers-color-scheme: dark) { :root { --line: #353a43; --quiet: #a3abb8; --accent: #93b4ff; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem; }
main.narrow { margin: 0 auto; max-width: 26rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin-top: 2rem; } p { color: var(--quiet); }
div.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); overflow-wrap: anywhere; padding: .45rem .6rem .45rem 0; text-align: start; vertical-align: top; }
th { color: var(--quiet); font-weight: 500; }
form { display: inline-flex; flex-wrap: wrap; gap: .4rem; align-items: center; margin: 0 .4rem .4rem 0; }
form.pay { display: grid; gap: .8rem; margin-top: 1rem; }
label { display: grid; gap: .2rem; }
input, button { font: inherit; min-height: 2rem; padding: .2rem .6rem; }
input.amount { width: 6rem; }
strong.price { font-size: 1.6rem; }
a { color: var(--accent); }
`;

function page(title: string, body: string, isNarrow = false): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${STYLE}</style></head><body><main${isNarrow ? ' class="narrow"' : ""}><h1>${title}</h1>${body}</main></body></html>`;
}

function money(amount: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(amount / 100);
}

function button(action: string, label: string, fields = ""): string {
  return `<form method="post" action="${action}">${fields}<button>${label}</button></form>`;
}

/** Where one "pays": no card is asked for, and none would be kept. */
export function renderCheckout(checkout: Checkout): string {
  const { product, secret, returnUrl } = checkout;
  const back =
    returnUrl === null
      ? ""
      : `<p><a href="${escapeHtml(returnUrl)}">Back without paying</a></p>`;
  if (checkout.status !== "open") {
    const said =
      checkout.status === "expired"
        ? "This checkout has expired."
        : "This checkout is paid.";
    return page("Local Polar", `<p>${said}</p>${back}`, true);
  }
  const form = `<form class="pay" method="post" action="/checkout/${secret}/pay"><label>E-mail<input type="email" name="email" required value="buyer@example.com" maxlength="200"></label><button>Pay ${money(product.amount, product.currency)}</button></form>`;
  return page(
    "Local Polar",
    `<p>${escapeHtml(product.name)}</p><p><strong class="price">${money(product.amount, product.currency)}</strong> and 20 % tax</p><p>Nothing is charged: this page stands in for Polar's.</p>${form}${button(`/checkout/${secret}/decline`, "The card is declined")}${back}`,
    true,
  );
}

/** After a declined card, and after paying where no page of the seller's is named. */
export function renderNotice(text: string, link: string | null): string {
  const again =
    link === null ? "" : `<p><a href="${escapeHtml(link)}">Try again</a></p>`;
  return page("Local Polar", `<p>${escapeHtml(text)}</p>${again}`, true);
}

function table(headings: string[], rows: string[][], empty: string): string {
  if (rows.length === 0) return `<p>${empty}</p>`;
  const head = headings.map((text) => `<th scope="col">${text}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<div class="scroll" role="region" aria-label="${headings.join(", ")}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function refundCell(order: Order, refunds: readonly Refund[]): string {
  const { currency, amount } = order.product;
  const done = refunds.map((refund) => {
    const said = `${money(refund.amount, currency)} ${refund.status}`;
    const settle = (status: string): string =>
      button(`/control/refunds/${refund.id}/${status}`, `it ${status}`);
    if (refund.status === "pending") {
      return `<div>${said} ${settle("succeeded")}${settle("failed")}</div>`;
    }
    const late = refund.status === "succeeded" ? settle("failed") : "";
    return `<div>${said} ${late}</div>`;
  });
  const left =
    amount -
    refunds
      .filter(({ status }) => status !== "failed")
      .reduce((sum, refund) => sum + refund.amount, 0);
  if (left === 0) return done.join("");
  const field = `<input class="amount" aria-label="Amount in the smallest unit" name="amount" inputmode="numeric" value="${String(left)}">`;
  const open = `/control/orders/${order.id}/refund`;
  return `${done.join("")}${button(open, "Refund", field)}${button(`${open}?pending=1`, "Refund, pending", field)}`;
}

function deliveryRow(delivery: Delivery): string[] {
  const status =
    delivery.status === null
      ? "under way"
      : delivery.status === 0
        ? "no answer"
        : String(delivery.status);
  return [
    new Date(delivery.createdAt).toISOString().slice(11, 19),
    escapeHtml(delivery.type),
    escapeHtml(delivery.about),
    `${status}, ${String(delivery.attempts)} ${delivery.attempts === 1 ? "try" : "tries"}`,
    button(`/control/deliveries/${delivery.id}/again`, "Deliver again"),
  ];
}

/** What was bought and refunded here, and every webhook, newest first; a page without scripts. */
export function renderDesk(desk: Desk): string {
  const orders = desk
    .listOrders()
    .map((order) => [
      escapeHtml(order.product.name),
      money(order.product.amount, order.product.currency),
      escapeHtml(order.email),
      refundCell(order, desk.refundsOf(order.id)),
    ]);
  const target =
    desk.endpoint === null
      ? "No webhooks are sent: POLAR_WEBHOOK_SECRET is not set."
      : `Webhooks go to ${escapeHtml(desk.endpoint.url)}.`;
  const deliveries = [...desk.deliveries].reverse().map(deliveryRow);
  return page(
    "Local Polar",
    `<p>No money moves here. ${target}</p><h2>Orders</h2>${table(["Product", "Price", "Buyer", "Refunds"], orders, "Nothing was bought yet.")}<h2>Webhooks</h2>${table(["Time (UTC)", "Event", "Order", "Answer", "Again"], deliveries, "None was sent yet.")}`,
  );
}
