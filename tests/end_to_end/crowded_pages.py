"""Pages of eight sites that take every connection and every question there is, and then one of a portal. Run by an interpreter of a
browser's name (service_client.Browser.start); tells what each side got, as JSON, and lets go when its input ends."""

import json
import sys

import service_client
from service_client import Client

SITES, CONNECTIONS = 8, 32


def signing():
    return json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
        "format": "cms", "data": "text " * 80, "signerParams": {"chain": []}}})


def page_of(site, port):
    """A page that has asked for a signature; nothing when it is not let in."""
    page = Client(port)
    if page.upgrade(origin=f"https://{site}")[0] != 101:
        return None
    assert page.read_text() == service_client.GREETING
    page.send_text(signing())
    return page


def is_asked_about(page):
    page.send_text("--heartbeat--")
    # What was refused is answered before or soon after it.
    return page.read_text() == "--heartbeat--" and page.silent(0.5)


def main():
    port = int(sys.argv[1])
    crowd = [page_of(f"evil-{site}.kz", port) for site in range(SITES) for _ in range(CONNECTIONS)]
    portal = page_of("portal.kz", port)
    print(json.dumps({"crowd": sum(page is not None for page in crowd),
                      "portal": portal is not None and is_asked_about(portal)}), flush=True)
    sys.stdin.read()


main()
