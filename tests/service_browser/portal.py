"""Everything that one round of browser tests stands on: pages, services, trust, and a home folder for the browser."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import authorities
from judges import Judge
from page_server import PageServer
from service_process import Service

CLI = os.environ["TANBA_CLI"]
PKI = pathlib.Path(os.environ["TANBA_TEST_PKI"])
TRUST_TOOL = os.environ["TANBA_TRUST_TOOL"]
PORT = 13579  # where portals knock; the test has a network of its own
GOST_PORT = 13580
PUBLIC_NAME = "portal.test"


def require(test, program, what):
    """Skips, except where nothing may be skipped."""
    if program:
        return
    if os.environ.get("CI") == "true":
        test.fail(f"CI=true, but {what} is not installed")
    print(f"LOUD SKIP {test.id()}: {what} is not installed", file=sys.stderr)
    test.skipTest(f"{what} is not installed")


class Portal:
    def __init__(self):
        self.place = pathlib.Path(tempfile.mkdtemp(prefix="tanba-browser-"))
        self.home = self.place / "home"
        self.home.mkdir(mode=0o700)
        self.judge = Judge(CLI, PKI)
        self.closers = []
        try:
            self.begin()
        except BaseException:
            self.close()
            raise

    def begin(self):
        self.pages = self.keep(PageServer())
        self.strangers_pages = self.keep(PageServer())
        # The public portal has a certificate that the browser trusts as it would any other site's.
        self.public_authority = authorities.Authority.plain("Authority of public sites")
        self.public_pages = self.keep(PageServer(*self.public_authority.server_for(PUBLIC_NAME, self.place)))
        self.origin = f"http://localhost:{self.pages.port}"
        self.stranger = f"http://localhost:{self.strangers_pages.port}"
        self.public_origin = f"https://{PUBLIC_NAME}:{self.public_pages.port}"
        origins = [self.origin, self.public_origin]
        data = self.place / "service"
        data.mkdir(mode=0o700)
        self.service = Service(CLI, data, PKI / "rsa_system.p12", origins, PORT)
        self.closers.append(self.service.stop)
        self.gost_service = Service(CLI, data, PKI / "system.p12", origins, GOST_PORT)
        self.closers.append(self.gost_service.stop)
        self.authority = self.place / "authority.cer"
        self.authority.write_bytes(self.service.authority())
        self.twin = authorities.Authority.twin_of(authorities.load(self.authority))

    def keep(self, server):
        self.closers.append(server.close)
        return server

    def close(self):
        for closer in reversed(self.closers):
            closer()
        shutil.rmtree(self.place, ignore_errors=True)

    def trust(self, order, home=None):
        """What our installer says about each store: {folder below the home: state}."""
        home = home or self.home
        ended = subprocess.run([TRUST_TOOL, order, str(home), str(self.authority)], capture_output=True, check=False,
                               timeout=60, text=True, env={"PATH": "/usr/bin:/bin", "HOME": str(home)})
        assert ended.returncode == 0, ended.stderr
        rows = [line.split("\t") for line in ended.stdout.splitlines()]
        return {str(pathlib.Path(folder).relative_to(home.resolve())): state for state, _, folder in rows}

    def trust_by_hand(self, store, authority):
        """As a user imports an authority: not ours, and none of our installer's business."""
        path = authority.save(self.place / f"{authority.certificate.serial_number}.cer")
        subprocess.run(["certutil", "-d", f"sql:{self.home / store}", "-A", "-n", f"by hand {path.stem}", "-t", "C,,",
                        "-i", str(path)], check=True, timeout=60)
