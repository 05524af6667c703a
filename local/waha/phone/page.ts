const TABS = [
  ["people", "People"],
  ["chat", "Phone"],
  ["faults", "Faults"],
] as const;

const SEND_FAULTS = [
  ["error_before_accept", "500 before accept"],
  ["error_after_accept", "500 after accept"],
  ["timeout", "Timeout"],
  ["lost_answer", "Lost answer"],
  ["rate_limited", "429"],
  ["restricted", "463"],
  ["garbage", "Garbage"],
  ["ack_error", "Ack error"],
] as const;

const MODEL_FAULTS = [
  ["timeout", "Timeout", "The model never answers in time"],
  ["server_error", "500", "The model fails"],
  ["blocked_answer", "Safety block", "The model blocks its own answer"],
  ["garbage", "Malformed", "The model answers something that is no answer"],
  ["rate_limited", "429", "The model is over its quota"],
  ["empty", "Empty", "The model answers nothing"],
] as const;

const WEBHOOK_FAULTS = [
  ["duplicate", "Duplicate", "Every message event is posted twice"],
  ["reorder", "Reorder", "Events change places"],
  ["delay", "Delay 3 s", "Events are posted late"],
  ["silent", "Silent gateway", "Messages arrive, nothing is posted"],
] as const;

const EMOJI = "😀 😂 😊 😍 🤔 😢 😡 👍 👎 🙏 👋 🎉 ❤️ 🔥 ✅ ❌ ⏰ 📍".split(
  " ",
);

function tabs(): string {
  return TABS.map(
    ([id, label]) =>
      `<button type="button" data-tab="${id}" aria-pressed="${id === "chat"}">${label}</button>`,
  ).join("");
}

function people(): string {
  return `
<section class="panel people" data-panel="people" aria-labelledby="people-title">
  <h2 id="people-title">Gateway</h2>
  <label class="field">Session <select id="session"></select></label>
  <p class="status" id="status"></p>
  <form id="pairing" class="pairing" hidden>
    <img id="qr" alt="The QR code the business shows" width="180" height="180">
    <label class="field">Business number <input id="pair-phone" inputmode="tel" autocomplete="off" placeholder="chosen for you"></label>
    <button class="primary">Scan the QR code</button>
  </form>
  <h2 id="customers-title">Customers</h2>
  <ul id="chats" class="chats" aria-labelledby="customers-title"></ul>
  <form id="add" class="add">
    <label class="field">Number <input id="add-phone" required minlength="7" inputmode="tel" autocomplete="off" placeholder="+27 82 123 4567"></label>
    <label class="field">Name <input id="add-name" maxlength="100" autocomplete="off" placeholder="Thandi"></label>
    <button>Add a customer</button>
  </form>
</section>`;
}

function phone(): string {
  const emoji = EMOJI.map(
    (each) =>
      `<button type="button" data-emoji="${each}" aria-label="Insert ${each}">${each}</button>`,
  ).join("");
  return `
<section class="device" data-panel="chat" aria-label="Phone">
  <div class="whose" role="group" aria-label="Whose phone">
    <button type="button" data-side="customer" aria-pressed="true">Customer’s phone</button>
    <button type="button" data-side="business" aria-pressed="false">Business’s phone</button>
  </div>
  <div class="screen">
    <header class="top">
      <span class="avatar" id="avatar" aria-hidden="true"></span>
      <div class="who"><h2 id="peer">Phone</h2><p id="presence" aria-live="polite"></p></div>
    </header>
    <div class="log" id="log" role="log" aria-label="Messages" tabindex="0"></div>
    <div class="emoji" id="emoji" role="group" aria-label="Emoji" hidden>${emoji}</div>
    <form class="composer" id="composer">
      <button type="button" class="round quiet" id="emoji-toggle" aria-expanded="false" aria-controls="emoji" aria-label="Emoji">☺</button>
      <button type="button" class="round quiet" id="attach" aria-label="Attach a file">+</button>
      <input type="file" id="file" hidden accept="image/*,audio/*,video/*,application/pdf">
      <textarea id="text" rows="1" aria-label="Message" placeholder="Message"></textarea>
      <button type="button" class="round quiet" id="record" aria-pressed="false" aria-label="Record a voice note">●</button>
      <button class="round" id="send" aria-label="Send">➤</button>
    </form>
  </div>
  <p class="notice" id="notice" role="status"></p>
</section>`;
}

function faults(): string {
  const webhooks = WEBHOOK_FAULTS.map(
    ([id, label, hint]) =>
      `<button type="button" class="toggle" data-webhook="${id}" aria-pressed="false" title="${hint}">${label}</button>`,
  ).join("");
  const sends = SEND_FAULTS.map(
    ([id, label]) =>
      `<button type="button" data-send="${id}">${label} <span class="armed"></span></button>`,
  ).join("");
  const models = MODEL_FAULTS.map(
    ([id, label, hint]) =>
      `<button type="button" data-model="${id}" title="${hint}">${label} <span class="armed"></span></button>`,
  ).join("");
  return `
<section class="panel faults" data-panel="faults" aria-labelledby="faults-title">
  <h2 id="faults-title">Webhooks</h2>
  <div class="grid">${webhooks}</div>
  <h2>The customer writes</h2>
  <div class="grid">
    <button type="button" class="toggle" id="lid" aria-pressed="false" title="Under the hidden id instead of the number">As @lid</button>
    <button type="button" data-say="burst" title="Five messages in a row">Burst of 5</button>
    <button type="button" data-say="twice" title="The next message is delivered three times">Redelivered</button>
    <button type="button" data-say="old" title="A message dated yesterday">From yesterday</button>
  </div>
  <h2>The next send fails</h2>
  <div class="grid">${sends}</div>
  <div class="row"><button type="button" id="clear">Clear all faults</button></div>
  <div id="model-faults" class="models" hidden>
    <h2>The model’s next answer</h2>
    <div class="grid">${models}</div>
    <div class="row"><button type="button" id="clear-model">Clear the model’s faults</button></div>
  </div>
  <h2>Connection</h2>
  <div class="grid">
    <button type="button" data-session="drop">Drop</button>
    <button type="button" data-session="unpair">Unpair</button>
  </div>
  <dl class="counters" id="counters"></dl>
</section>`;
}

/** The simulated phone: a static shell that its script fills through textContent. */
export function renderPhone(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated phone</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/phone/style.css">
</head>
<body data-view="chat">
<nav class="tabs" aria-label="Views">${tabs()}</nav>
<main class="layout"><h1 class="unseen">Simulated phone</h1>${people()}${phone()}${faults()}</main>
<script type="module" src="/phone/client.js"></script>
</body>
</html>`;
}
