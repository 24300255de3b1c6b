"""Firefox through Marionette, its own remote control over a plain socket: no driver program."""

import json
import select
import socket
import time

from browser import START_TIME, STEP_TIME, Browser, PageError, find_program

PROGRAM = find_program("firefox-esr", "firefox")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # WebDriver, section "Elements"

# Nothing here touches certificates.
PREFERENCES = {
    "marionette.port": 0,  # any free one; it stands in the file MarionetteActivePort
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.manage-offline-status": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


class Firefox(Browser):
    name = "firefox"
    refusal = 1015  # TLS (RFC 6455, 7.4.1)

    def __init__(self, home, preferences=None):
        super().__init__(home)
        self.profile = self.home / ".mozilla" / "firefox" / "test.default"
        self.profile.mkdir(parents=True, exist_ok=True)
        (self.profile.parent / "profiles.ini").write_text(
            "[Profile0]\nName=default\nIsRelative=1\nPath=test.default\nDefault=1\n")
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});"
                 for name, value in {**PREFERENCES, **(preferences or {})}.items()]
        (self.profile / "user.js").write_text("\n".join(lines) + "\n")
        port_file = self.profile / "MarionetteActivePort"
        port_file.unlink(missing_ok=True)
        self.start([PROGRAM, "--headless", "--no-remote", "--marionette", "--profile", str(self.profile)])
        self.buffer = b""
        self.count = 0
        self.socket = self.connect(port_file)
        self.next_message(time.monotonic() + START_TIME, "hello")
        self.call("WebDriver:NewSession", START_TIME)
        self.call("WebDriver:SetTimeouts", script=600_000)

    def connect(self, port_file):
        end = time.monotonic() + START_TIME
        while time.monotonic() < end and self.process.poll() is None:
            text = port_file.read_text() if port_file.exists() else ""
            if text:
                return socket.create_connection(("127.0.0.1", int(text)), timeout=START_TIME)
            time.sleep(0.05)
        raise self.gone("no remote control")

    def call(self, command, time_limit=STEP_TIME, **parameters):
        self.count += 1
        order = json.dumps([0, self.count, command, parameters]).encode()
        self.socket.sendall(str(len(order)).encode() + b":" + order)
        end = time.monotonic() + time_limit
        number = 0
        while number < self.count:  # an answer that came too late belongs to an earlier order
            _, number, error, result = self.next_message(end, command)
        if error:
            raise PageError(f"{error['error']}: {error['message']}")
        return result

    def next_message(self, end, what):
        while True:
            length, colon, rest = self.buffer.partition(b":")
            if colon and len(rest) >= int(length):
                self.buffer = rest[int(length):]
                return json.loads(rest[:int(length)])
            ready, _, _ = select.select([self.socket], [], [], max(0, end - time.monotonic()))
            piece = self.socket.recv(1 << 20) if ready else b""
            if not piece:
                raise self.gone(f"no answer to {what}")
            self.buffer += piece

    def open(self, address):
        self.call("WebDriver:Navigate", url=address)

    def run(self, body, time_limit=STEP_TIME):
        # window.eval: in the page's own world, not beside it.
        script = """
            const [body, done] = arguments;
            window.eval("(async () => {" + body + "})()").then(
                (value) => done({value: value === undefined ? null : value}),
                (error) => done({error: String(error)}));"""
        answer = self.call("WebDriver:ExecuteAsyncScript", time_limit, script=script, args=[body])["value"]
        if "error" in answer:
            raise PageError(answer["error"])
        return answer["value"]

    def upload(self, selector, number, path):
        fields = self.call("WebDriver:FindElements", using="css selector", value=selector)
        self.call("WebDriver:ElementSendKeys", id=fields[number][ELEMENT], text=str(path))

    def permit(self, permission, state):
        """For the page that is open: "granted", "denied" or "prompt"."""
        self.call("WebDriver:SetPermission", descriptor={"name": permission}, state=state)

    def close(self):
        try:
            self.call("Marionette:Quit", flags=["eAttemptQuit"])
        finally:
            self.socket.close()
            self.end()
