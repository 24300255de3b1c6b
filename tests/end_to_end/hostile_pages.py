"""Pages of many sites, all of one mind: each holds as much of the service as it is let. Run by an interpreter of a browser's name
(service_client.Browser.start); says "held" when there is no more to be had, and lets go when its input ends."""

import json
import sys

import service_client
from service_client import TEXT, Client

MIB = 1024 * 1024
COMMON = "kz.gov.pki.knca.commonUtils"


class Pages:
    def __init__(self, port):
        self.port = port
        self.kept = []
        self.sites = 0

    def page(self, site=None):
        """One more connection; of one more site when none is named."""
        self.sites += 1
        page = Client(self.port)
        status, _ = page.upgrade(origin=f"https://{site or f'evil-{self.sites}.kz'}")
        assert status == 101, status
        assert page.read_text() == service_client.GREETING
        page.socket.settimeout(120)
        self.kept.append(page)
        return page

    def look_is_over(self, site):
        """Of one site one message is looked at at a time: this one is answered when the one before it was."""
        page = self.page(site)
        page.send_text(json.dumps({"module": COMMON, "method": "getActiveTokens"}) + " " * 70_000)
        return json.loads(page.read_text())

    def ask(self, data):
        """Asks for a signature under this text, and leaves the question open."""
        site = f"asks-{self.sites}.kz"
        page = self.page(site)
        page.send_text(signing(data))
        self.look_is_over(site)
        return page


def signing(data, form="cms"):
    return json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
        "format": form, "data": data, "signingParams": {"decode": False, "encapsulate": False}, "signerParams": {"chain": []}}})


def never_ending(part, nodes):
    """XML of so many parts, which only at its end turns out to be none."""
    return signing("<r>" + part * (nodes // (1 + 2 * part.count("="))), "xml")


def main():
    pages = Pages(int(sys.argv[1]))
    # Documents that are nothing but markup, from three sites at once; and meanwhile
    looked = [pages.page() for _ in range(3)]
    for page, part in zip(looked, ("<a/>", "<a Id='1'/>", "<a b='' c=''/>"), strict=True):
        page.send_text(never_ending(part, 1_900_000))
    # the largest message there may be,
    large = pages.ask("text" * (62 * MIB))
    for page in looked:
        assert "SAX" in page.read_text()
    # beside it, each with a question of its own, as many others as are let in,
    asking = [large, *(pages.ask("text" * (2 * MIB - 4096)) for _ in range(10))]
    # behind each question what may wait in memory,
    for page in asking:
        for _ in range(14):
            page.send_text("{}" + " " * (MIB - 64))
    # from as many connections as there may be the beginning of a message,
    while len(pages.kept) < 250:
        pages.page().send_frame(TEXT, b"{" * (63 * 1024), last=False)
    # and markup once more, as much as is still let in.
    last = pages.page()
    last.send_text(never_ending("<a/>", 900_000))
    assert "SAX" in last.read_text()
    print("held", flush=True)
    sys.stdin.read()


main()
