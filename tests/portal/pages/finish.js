"use strict";
// The end of a login in the system's browser: the ticket came in the address, the verifier behind "#", where no server
// and no other page sees it. Both are taken out of the address before anything else.
const ticket = new URLSearchParams(location.search).get("ticket") || "";
const verifier = new URLSearchParams(location.hash.slice(1)).get("code_verifier") || "";
history.replaceState(null, "", location.pathname);

function claimsOf(token) {
  const octets = Uint8Array.from(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")), c => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(octets));
}

async function redeem() {
  const answer = await fetch("/auth/v1/token", {
    method: "POST",
    headers: { "Accept-Language": LANGUAGE },
    body: new URLSearchParams({ grant_type: "authorization_code", code: ticket, code_verifier: verifier }),
    cache: "no-store"
  });
  const body = await answer.json();
  if (!answer.ok) {
    byId("headline").textContent = word("notInside");
    say("who", body.title);
    return say("next", word("beginAgain"));
  }
  byId("headline").textContent = word("inside");
  say("who", `${word("insideAs")} ${claimsOf(body.id_token).name}`);
}

redeem().catch(() => {
  byId("headline").textContent = word("notInside");
  say("next", word("beginAgain"));
});
