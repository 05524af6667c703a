import { describe, expect, test } from "vitest";
import { LIMITS } from "../../lib/assistant/limits";
import { textOfHtml, textOfPlain } from "../../lib/server/page-text";

describe("C7 the words of a web page", () => {
  test("keep their order, headings, lists and prices", () => {
    const page = textOfHtml(`<!doctype html>
      <html><head><title>  Harbour &amp; Sons
        – Prices </title><style>p { color: red }</style></head>
      <body><header>Harbour &amp; Sons</header>
      <nav><a href="/">Home</a></nav>
      <main><h1>Our <em>prices</em></h1>
      <p>Fresh&nbsp;every   day.<br>From&#8203; the oven.</p>
      <ul><li>Loaf <li>Cake</ul>
      <table><tr><th>Item<th>Price</tr><tr><td>Loaf</td><td>R35</td></tr></table>
      <h2><a href="/delivery">Delivery</a></h2>
      <p>Within 8&nbsp;km. <a href="https://x.example/">More</a></p>
      <dl><dt>Monday<dd>9 to 17</dl>
      <form><p>A page inside a form is a page.</p><button>Send</button></form>
      </main><footer>1 Quay Street</footer></body></html>`);
    expect(page).toEqual({
      title: "Harbour & Sons – Prices",
      text: [
        "Harbour & Sons",
        "",
        "# Our prices",
        "",
        "Fresh every day.",
        "From the oven.",
        "",
        "- Loaf",
        "- Cake",
        "",
        "Item | Price",
        "Loaf | R35",
        "",
        "# Delivery",
        "",
        "Within 8 km. More",
        "",
        "Monday",
        "9 to 17",
        "",
        "A page inside a form is a page.",
        "",
        "1 Quay Street",
      ].join("\n"),
      isShortened: false,
    });
  });

  test.each([
    ["a script", "<script>let a = '<b>SECRET</b>'</script>"],
    ["a script in capitals", "<SCRIPT type=x>SECRET</SCRIPT >"],
    ["a style", "<style>SECRET</style>"],
    ["a template", "<template>SECRET</template>"],
    ["a drawing", "<svg><title>SECRET</title></svg>"],
    ["a frame", "<iframe>SECRET</iframe>"],
    ["no script", "<noscript>SECRET</noscript>"],
    ["a menu", "<nav>SECRET</nav>"],
    ["a picture", '<img alt="SECRET">'],
    ["a comment", "<!-- SECRET -->"],
    ["something hidden", "<p hidden>SECRET</p>"],
    ["something for nobody's ears", '<p aria-hidden="true">SECRET</p>'],
    ["something not displayed", '<p style="color:red;display:none">SECRET</p>'],
    ["something invisible", '<p style="visibility: hidden">SECRET</p>'],
    ["an address", '<a href="https://x.example/SECRET">x</a>'],
    ["a script without end", "<script>SECRET <p>SECRET"],
  ])("leave out %s", (_name, html) => {
    const { text } = textOfHtml(`<body><p>Before</p>${html}`);
    expect(text).toContain("Before");
    expect(text).not.toContain("SECRET");
  });

  test("what nobody sees in them is not there", () => {
    const tags = "\u{E0049}\u{E0067}\u{E006E}";
    const { text } = textOfHtml(`<p>Open\u202E daily\u200B${tags}\u0007</p>`);
    expect(text).toBe("Open daily");
    expect(textOfPlain(`a\r\n\r\n\r\n\r\nb\u0000`).text).toBe("a\n\nb");
  });

  test("a page without a title or without words has none", () => {
    expect(textOfHtml("<p>x</p>").title).toBe("");
    expect(textOfHtml("<div id=root></div>").text).toBe("");
    expect(textOfHtml("").text).toBe("");
  });

  test("are cut at their limits, and that is said", () => {
    const long = textOfHtml(
      `<title>${"t".repeat(500)}</title><p>${"word ".repeat(20_000)}</p>`,
    );
    expect(long.title).toHaveLength(LIMITS.entryTitle);
    expect(long.text.length).toBeLessThanOrEqual(LIMITS.pageText);
    expect(long.isShortened).toBe(true);
    expect(textOfPlain("x".repeat(LIMITS.pageText)).isShortened).toBe(false);
  });

  test("a page of too many elements is read as far as allowed", () => {
    const page = textOfHtml("<p>a</p>".repeat(10_001));
    expect(page.text.split("\n\n")).toHaveLength(10_000);
    expect(page.isShortened).toBe(true);
    expect(textOfHtml("<p>a</p>".repeat(10_000)).isShortened).toBe(false);
  });

  const MIB = 2 * 1024 * 1024;
  const filled = (unit: string, before = "") =>
    before + unit.repeat(Math.floor((MIB - before.length) / unit.length));

  // Without the bounds some of these take minutes, and one all memory.
  test.each([
    ["nested elements", filled("<div>")],
    ["ends of nothing", "<div>".repeat(10_000) + filled("</p>").slice(60_000)],
    ["nested tables", filled("<table><tr><td>")],
    ["nested lists", filled("<ul><li>")],
    ["wide claims", "<table><tr><td colspan=100000000 rowspan=90000>a</table>"],
    ["attributes", filled("x=1 ", "<a ")],
    ["open brackets", filled("<")],
    ["scripts without end", filled("<script")],
    ["ends of scripts", filled("</script", "<script>")],
    ["comments without end", filled("<!--")],
    ["headings in headings", filled("<h1>")],
    ["spaces", filled(" ", "<p>")],
    ["bars", filled("| ", "<p>")],
    ["line breaks", filled("<br>")],
    ["characters", filled("&nbsp;")],
  ])("%s cost a second or so", (_name, html) => {
    const begun = performance.now();
    textOfHtml(html);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
