"use strict";
// Plays a phone: shows its SMS, reads a QR, confirms or declines.
let scanName = "";

function account() { return byId("account").value; }

async function listAccounts() {
  const { body } = await ask("GET", "/phone/v1/accounts");
  for (const { id, name, masked_phone: phone } of body.accounts)
    byId("account").append(new Option(`${name}, ${phone || word("noNumber")}`, id));
  const wanted = new URLSearchParams(location.search).get("account");
  if (wanted) byId("account").value = wanted;
}

async function showMessages() {
  const { status, body } = await ask("GET", "/phone/v1/outbox?account=" + encodeURIComponent(account()));
  if (status !== 200) return;
  byId("messages").replaceChildren(...body.messages.map(({ from, text, at }) => {
    const item = document.createElement("li");
    const head = document.createElement("small");
    head.textContent = `${from}, ${new Date(at).toLocaleTimeString(LANGUAGE)}`;
    item.append(head, document.createElement("br"), text);
    return item;
  }));
  byId("none").hidden = body.messages.length > 0;
}

// The name of the session in a QR of this portal.
function scanNameIn(text) {
  try {
    const link = new URL(text.trim());
    return link.origin === location.origin && link.pathname === "/phone" ? link.searchParams.get("id") || "" : "";
  } catch {
    return "";
  }
}

async function act(verb) {
  return ask("POST", `/phone/v1/qr/${scanName}/${verb}`, { account: account() });
}

async function scan() {
  say("outcome", "");
  byId("question").hidden = true;
  scanName = scanNameIn(byId("qr").value);
  if (!scanName) return say("outcome", word("notAQr"));
  const { status, body } = await act("scan");
  if (status !== 200) return say("outcome", body.title);
  byId("origin").textContent = body.origin;
  byId("kind").textContent = word(body.second_factor ? "second" : "alone");
  byId("question").hidden = false;
  byId("confirm").focus();
}

async function finish(verb, done) {
  const { status, body } = await act(verb);
  byId("question").hidden = true;
  say("outcome", status === 204 ? word(done) : body.title);
}

async function begin() {
  byId("scan").onclick = scan;
  byId("confirm").onclick = () => finish("confirm", "confirmed");
  byId("reject").onclick = () => finish("reject", "rejected");
  byId("account").onchange = showMessages;
  await listAccounts();
  if (scanNameIn(location.href)) {
    byId("qr").value = location.href;
    await scan();
  }
  for (;;) {
    await showMessages().catch(() => {});
    await pause(1000);
  }
}

begin();
