import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Tenant } from "../../local/cli/administration";
import {
  createPerson,
  startProduct,
  visitAs,
  type Product,
} from "../support/dashboard";
import type { Visit } from "../support/browser";
import { instanceOf, newCustomer, postToInstance } from "../support/main-job";
import { mediaMessage, textMessage } from "../support/waha-events";

/** Each would set `struck` if a browser took it for anything but text. */
const PAYLOADS = [
  "<img src=x onerror=\"window.struck='img'\">",
  "<script>window.struck='script'</script>",
  "<svg onload=window.struck='svg'><animate onbegin=window.struck='animate'>",
  '"><iframe srcdoc="<script>parent.struck=\'frame\'</script>">',
  "javascript:window.struck='link'",
  "https://x.example/\" onmouseover=\"window.struck='attribute'",
  "</textarea></title></style><body onload=window.struck='body'>",
  "${window.struck='template'}{{constructor.constructor('window.struck=1')()}}",
  '=HYPERLINK("javascript:window.struck=\'cell\'","x")',
  "\u202Eevil\u0000<b id=struck-bold>bold</b>",
];

const MARK = "a message with a mark";

let product: Product;
let tenant: Tenant;
let owner: Visit;

beforeAll(async () => {
  product = await startProduct({
    API_RATE_LIMIT_PER_MINUTE: "6000",
    EXPORT_RATE_LIMIT_PER_MINUTE: "100",
  });
  tenant = await product.cloud.createTenant({ name: "Harbour Light Books" });
  for (const payload of PAYLOADS) await receive(payload);
  const email = await createPerson(product, { tenant, role: "owner" });
  owner = await visitAs(product, email);
});

afterAll(() => product.stop());

/** The payload as words, as a caption, as a file's name, and as the customer's name. */
async function receive(payload: string): Promise<void> {
  const { sessionName, id } = instanceOf(tenant);
  const sender = {
    session: sessionName,
    instanceId: id,
    at: Date.now(),
    phone: newCustomer(),
  };
  const bodies = [
    textMessage({ ...sender, text: `${MARK} ${payload}` }),
    mediaMessage("document", {
      ...sender,
      text: payload,
      filename: `${payload}.html`,
    }),
  ];
  for (const body of bodies) {
    body.payload["_data"] = {
      ...(body.payload["_data"] as object),
      pushName: payload,
    };
    expect(await postToInstance(tenant, body)).toBe(200);
  }
}

/** What a payload achieved on the page as it is now. */
async function harm(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const { struck } = window as { struck?: string };
    if (struck !== undefined) found.push(`ran: ${struck}`);
    if (document.querySelector("#struck-bold") !== null) found.push("markup");
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) found.push(`${element.tagName} ${name}`);
        const isAddress = ["href", "src", "action", "formaction"].includes(
          name,
        );
        if (isAddress && /^\s*(javascript|data:text)/i.test(value)) {
          found.push(value);
        }
      }
    }
    const foreign = document.querySelectorAll("iframe[srcdoc], img[src='x']");
    if (foreign.length > 0) found.push("a foreign element");
    return found;
  });
}

async function expectHarmless(path: string, shows: string): Promise<void> {
  const { page, problems } = owner;
  problems.length = 0;
  await page.goto(`${product.app.url}${path}`);
  await page.getByText(shows).first().waitFor();
  expect(await harm(page)).toEqual([]);
  expect(problems.filter((text) => /Content Security/i.test(text))).toEqual([]);
}

test("H7 the lists show what was sent as text", async () => {
  await expectHarmless("/inbox", "onerror");
  await expectHarmless("/contacts", "onerror");
  await expectHarmless("/overview", "Answered by the AI");
});

test("H7 every conversation shows its messages and files as text", async () => {
  const { page } = owner;
  await page.goto(`${product.app.url}/inbox`);
  const links = page.locator('main a[href^="/inbox/"]');
  await links.first().waitFor();
  const paths = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute("href") ?? ""),
  );
  expect(paths.length).toBeGreaterThanOrEqual(PAYLOADS.length);
  for (const path of paths) await expectHarmless(path, MARK);
});

test("H7 every contact shows the name as text", async () => {
  const { page } = owner;
  await page.goto(`${product.app.url}/contacts`);
  const links = page.locator('main a[href^="/contacts/"]');
  await links.first().waitFor();
  const paths = await links.evaluateAll((all) =>
    all
      .map((link) => link.getAttribute("href") ?? "")
      .filter((path) => !path.endsWith("/import")),
  );
  for (const path of paths) await expectHarmless(path, "Personal contact");
});

test("H7 the exported file holds no cell that a spreadsheet runs", async () => {
  const answer = await owner.page.request.get(
    `${product.app.url}/api/contacts/export`,
  );
  expect(answer.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  const text = await answer.text();
  expect(text).toContain("HYPERLINK");
  expect(text).not.toMatch(/(^|[,\n"])[=+@\t]/m);
});
