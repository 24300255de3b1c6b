"""Under Wayland no program may raise its window: a message on the desktop calls the person, and its press brings the right to."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "end_to_end"))

from activation_proxy import Proxy  # noqa: E402
from service_client import client_if_served  # noqa: E402
from words import say  # noqa: E402

SKIPPED = 77
PORT = 13579
PATIENCE = 60
NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
TOKEN = "token-of-the-press"
# More than 256 bytes: less may be the key to an account, which no program gets.
DOCUMENT = "Құжат нөмірі бір. " * 20
INTERFACE = f"""<node><interface name="{NAME}">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{{sv}}" direction="in"/>
<arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
<signal name="ActivationToken"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


def wait_until(found, what):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"waited in vain for {what}")


class Desktop:
    """The messages of a desktop, pressed on command."""

    def __init__(self):
        self.shown = []  # title and text
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        interface = Gio.DBusNodeInfo.new_for_xml(INTERFACE).interfaces[0]
        self.bus.register_object(PATH, interface, self._call, None, None)
        Gio.bus_own_name_on_connection(self.bus, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
        threading.Thread(target=GLib.MainLoop().run, daemon=True).start()

    def _call(self, _bus, _sender, _path, _interface, method, parameters, invocation):
        if method == "Notify":
            invocation.return_value(GLib.Variant("(u)", (len(self.shown) + 1,)))
            self.shown.append(parameters.unpack()[3:5])  # after the answer: a press may not come before it
        elif method == "GetCapabilities":
            invocation.return_value(GLib.Variant("(as)", (["actions", "body"],)))
        else:
            invocation.return_value(None)

    def press(self, number):
        for signal, value in (("ActivationToken", TOKEN), ("ActionInvoked", "default")):
            self.bus.emit_signal(None, PATH, NAME, signal, GLib.Variant("(us)", (number, value)))


class Wayland(unittest.TestCase):
    def setUp(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tanba-wayland-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        config = self.home / ".config/tanba"
        config.mkdir(parents=True)
        (config / "tanba.ini").write_text("[General]\nlanguage=kk\nportals=on\n")
        run = self.home / "run"
        run.mkdir(mode=0o700)
        self.environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(self.home), "XDG_RUNTIME_DIR": str(run),
                            "DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"]}
        self.desktop = Desktop()
        self.start("weston", "--backend=headless-backend.so", "--socket=compositor", "--idle-time=0")
        wait_until((run / "compositor").exists, "weston")
        self.proxy = Proxy(run / "wayland-0", run / "compositor")
        self.start(os.environ["TANBA_GUI"], WAYLAND_DISPLAY="wayland-0", QT_QPA_PLATFORM="wayland", WAYLAND_DEBUG="1")
        self.page = wait_until(lambda: client_if_served(PORT), "the service")

    def start(self, *command, **more):
        with open(self.home / "log", "ab") as log:
            process = subprocess.Popen(command, env={**self.environment, **more}, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)

    def log(self):
        return (self.home / "log").read_text(errors="replace")

    def test_a_message_brings_the_window_to_the_front(self):
        self.assertEqual(self.page.upgrade(origin="https://portal.kz")[0], 101)
        self.page.read_text()
        self.page.send_text(json.dumps({"module": "kz.gov.pki.knca.basics", "method": "sign", "args": {
            "format": "cms", "data": DOCUMENT, "signerParams": {"chain": []}}}))
        wait_until(lambda: self.desktop.shown, "the message")
        self.assertEqual(self.desktop.shown, [(say("portal.notice.title", "kk"), say("portal.notice.text", "kk"))])
        wait_until(lambda: f'set_title("{say("portal.window", "kk")}' in self.log(), "the window")
        self.assertEqual(self.proxy.activated, [], "the window takes the keyboard from nobody")
        self.desktop.press(1)
        wait_until(lambda: self.proxy.activated, "the window with the right to come to the front")
        self.assertEqual(self.proxy.activated, [TOKEN])
        self.page.close()
        window = self.log().rfind("get_toplevel")
        wait_until(lambda: "xdg_toplevel" in self.log()[window:] and ".destroy()" in self.log()[window:], "the end of the window")


if __name__ == "__main__":
    if shutil.which("weston") is None:
        print("NOT TESTED: weston is missing", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)
    unittest.main()
