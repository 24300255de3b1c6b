"""Chromium through its DevTools protocol on a pipe: no port, no driver program."""

import fcntl
import json
import os
import select
import time

from browser import START_TIME, STEP_TIME, Browser, PageError, PageLeft, find_program

LEFT = "Inspected target navigated or closed"

PROGRAM = find_program("/usr/lib/chromium/chromium", "chromium", "google-chrome")
HIGH = 50  # descriptors from here on are in nobody's way

# Nothing here touches certificates. The sandbox needs a user that is not root.
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-default-browser-check",
         "--password-store=basic", "--remote-debugging-pipe")


class Chromium(Browser):
    name = "chromium"
    refusal = 1006  # of every kind, so that pages cannot look around

    def __init__(self, home, flags=()):
        super().__init__(home)
        orders, self.orders = self.high_pipe()
        self.answers, answers = self.high_pipe()
        words = ["/bin/bash", "-c", f'exec "$@" 3<&{orders} 4>&{answers}', "bash", PROGRAM, *FLAGS, *flags,
                 f"--user-data-dir={self.home}/.config/chromium", "about:blank"]
        self.start(words, pass_fds=(orders, answers))
        os.close(orders)
        os.close(answers)
        self.buffer = b""
        self.count = 0
        targets = self.call("Target.getTargets", START_TIME)["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = attached["sessionId"]
        self.page("Page.enable")
        self.page("DOM.enable")

    @staticmethod
    def high_pipe():
        ends = []
        for end in os.pipe():
            ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, HIGH))
            os.close(end)
        return ends

    def call(self, method, time_limit=STEP_TIME, session=None, **parameters):
        self.count += 1
        order = {"id": self.count, "method": method, "params": parameters}
        if session:
            order["sessionId"] = session
        self.send(json.dumps(order).encode() + b"\0")
        end = time.monotonic() + time_limit
        while True:
            answer = self.next_message(end, method)
            if answer.get("id") == self.count:
                if answer.get("error", {}).get("message") == LEFT:
                    raise PageLeft(method)
                if "error" in answer:
                    raise self.gone(f"{method}: {answer['error']}")
                return answer["result"]

    def page(self, method, time_limit=STEP_TIME, **parameters):
        return self.call(method, time_limit, self.session, **parameters)

    def send(self, data):
        while data:
            data = data[os.write(self.orders, data):]

    def next_message(self, end, what):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.answers], [], [], max(0, end - time.monotonic()))
            piece = os.read(self.answers, 1 << 20) if ready else b""
            if not piece:
                raise self.gone(f"no answer to {what}")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def open(self, address):
        error = self.page("Page.navigate", url=address).get("errorText")
        if error:
            raise PageError(error)
        self.wait_for(f"return location.href.startsWith({address!r}) && document.readyState === 'complete';", address)

    def run(self, body, time_limit=STEP_TIME):
        answer = self.page("Runtime.evaluate", time_limit, expression=f"(async () => {{{body}}})()", awaitPromise=True,
                           returnByValue=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise PageError(details.get("exception", {}).get("description") or details["text"])
        return answer["result"].get("value")

    def upload(self, selector, number, path):
        root = self.page("DOM.getDocument")["root"]["nodeId"]
        fields = self.page("DOM.querySelectorAll", nodeId=root, selector=selector)["nodeIds"]
        self.page("DOM.setFileInputFiles", nodeId=fields[number], files=[str(path)])

    def grant(self, *permissions):
        """Exactly these for every page; every other permission is denied."""
        self.call("Browser.grantPermissions", permissions=list(permissions))

    def close(self):
        try:
            self.call("Browser.close")
        finally:
            os.close(self.orders)
            os.close(self.answers)
            self.end()
