"use strict";
// The end of a login in the system's browser: the ticket came in the address, the verifier behind "#", which browsers
// send to no server. Both are taken out of the address before anything else.
const ticket = new URLSearchParams(location.search).get("ticket") || "";
const verifier = new URLSearchParams(location.hash.slice(1)).get("code_verifier") || "";
history.replaceState(null, "", location.pathname);

// Who is inside in this browser. There is nothing behind this portal's door: a note of the browser is all of its session.
const SESSION = "session";

function session() { return JSON.parse(localStorage.getItem(SESSION)); }

function claimsOf(token) {
  const octets = Uint8Array.from(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}

function ended(headline, next) {
  byId("question").hidden = true;
  byId("headline").textContent = word(headline);
  say("next", next);
}

// The ticket is used up here, so that nobody else can; whoever it belongs to is not inside yet.
async function redeem() {
  const answer = await fetch("/auth/v1/token", {
    method: "POST",
    headers: { "Accept-Language": LANGUAGE },
    body: new URLSearchParams({ grant_type: "authorization_code", code: ticket, code_verifier: verifier }),
    cache: "no-store"
  });
  const body = await answer.json();
  if (answer.ok) return askWhether(claimsOf(body.id_token));
  say("who", body.title);
  ended("notInside", word("beginAgain"));
}

// Anybody can send somebody the address of a login of their own: without this question the person would go on in
// another's account, and write there what is theirs.
function askWhether(claims) {
  const before = session();
  byId("headline").textContent = word("enterTitle");
  say("who", claims.name);
  say("other", before && before.sub !== claims.sub ? `${word("otherInside")} ${before.name}` : "");
  byId("question").hidden = false;
  byId("enter").onclick = () => enter(claims);
  byId("decline").onclick = () => { say("who", ""); ended("notInside", word("beginAgain")); };
}

function enter({ sub, name }) {
  localStorage.setItem(SESSION, JSON.stringify({ sub, name }));
  say("who", `${word("insideAs")} ${name}`);
  ended("inside", "");
}

redeem().catch(() => ended("notInside", word("beginAgain")));
