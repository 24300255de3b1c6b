"use strict";
// Logs in as portals do: the local service signs, the second stage stands on this page.
const SERVICE = "wss://127.0.0.1:13579";
const SERVICE_PATIENCE = 300000;
let login = null;
let verifier = "";

function base64Url(octets) {
  return btoa(String.fromCharCode(...octets)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function randomText() { return base64Url(crypto.getRandomValues(new Uint8Array(32))); }

async function codeChallenge() {
  return base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

// One request to the local service; the first message is its greeting.
function signByService(xml) {
  return new Promise((done, failed) => {
    const socket = new WebSocket(SERVICE);
    const timer = setTimeout(() => socket.close(), SERVICE_PATIENCE);
    let greeted = false;
    socket.onmessage = event => {
      if (!greeted) {
        greeted = true;
        socket.send(JSON.stringify({
          module: "kz.gov.pki.knca.commonUtils", method: "signXml", args: ["PKCS12", "AUTHENTICATION", xml, "", ""]
        }));
        return;
      }
      clearTimeout(timer);
      const reply = JSON.parse(event.data);
      if (reply.code === "200") done(reply.responseObject);
      else failed(new Error(word("cancelled")));
      socket.close();
    };
    socket.onclose = () => { clearTimeout(timer); failed(new Error(word(greeted ? "cancelled" : "noService"))); };
  });
}

function problemOf(answer) { return new Error(answer.body ? answer.body.title : String(answer.status)); }

async function firstStage() {
  verifier = randomText();
  const challenge = await ask("POST", "/auth/v1/challenge",
    { client_nonce: randomText(), code_challenge: await codeChallenge(), format: "xmldsig" });
  if (challenge.status !== 201) throw problemOf(challenge);
  say("outcome", word("signing"));
  const signed = await signByService(challenge.body.challenge);
  const answer = await ask("POST", `/auth/v1/logins/${challenge.body.login_id}/signature`, { signed, factor: "none" });
  if (answer.status !== 200) throw problemOf(answer);
  return answer.body;
}

function factor(type) { return (login.factors || []).find(one => one.type === type) || { available: false }; }

function showSecondStage() {
  byId("first").hidden = true;
  byId("second").hidden = false;
  byId("subject").textContent = login.subject.name;
  byId("send").disabled = !factor("sms").available;
  byId("show").disabled = !factor("qr").available;
  byId("number").textContent = factor("sms").masked_phone || "";
}

async function sendCode() {
  const answer = await ask("POST", `/auth/v1/logins/${login.login_id}/otp/send`, {});
  if (answer.status !== 200) return say("outcome", problemOf(answer).message);
  login = answer.body;
  say("outcome", "");
  byId("sms").hidden = false;
  byId("code").focus();
}

async function postCode(event) {
  event.preventDefault();
  const answer = await ask("POST", `/auth/v1/logins/${login.login_id}/otp`, { code: byId("code").value.trim() });
  byId("code").value = "";
  if (answer.status !== 200) return say("outcome", problemOf(answer).message);
  finish(answer.body);
}

async function draw(text) {
  const picture = await fetch("/pages/v1/picture", {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ text })
  });
  byId("picture").src = URL.createObjectURL(await picture.blob());
}

async function showQr() {
  const begun = await ask("POST", "/auth/v1/qr", { login_id: login.login_id });
  if (begun.status !== 201) return say("outcome", problemOf(begun).message);
  const { qr_id: id, qr_text: text } = begun.body;
  await draw(text);
  byId("link").href = text;
  byId("link").textContent = text;
  byId("qr").hidden = false;
  byId("qrState").textContent = word("qrHint");
  say("outcome", "");
  for (;;) {
    const polled = await ask("GET", `/auth/v1/qr/${id}?wait=20`);
    if (polled.status !== 200) return endQr(problemOf(polled).message);
    if (polled.body.state === "confirmed") break;
    if (polled.body.state === "cancelled") return;
    if (polled.body.state === "rejected") return endQr(word("rejected"));
    if (polled.body.state === "scanned") byId("qrState").textContent = word("scanned");
    await pause(polled.body.poll_after_s * 1000);
  }
  const state = await ask("GET", `/auth/v1/logins/${login.login_id}`);
  if (state.status !== 200) return endQr(problemOf(state).message);
  finish(state.body);
}

function endQr(text) {
  byId("qr").hidden = true;
  say("outcome", text);
}

function finish(completed) { location.href = `${completed.finish_url}#code_verifier=${verifier}`; }

async function begin() {
  byId("choose").disabled = true;
  say("outcome", "");
  try {
    login = await firstStage();
    say("outcome", "");
    showSecondStage();
  } catch (error) {
    say("outcome", error.message);
  }
  byId("choose").disabled = false;
}

byId("choose").onclick = begin;
byId("send").onclick = sendCode;
byId("show").onclick = showQr;
byId("sms").onsubmit = postCode;
