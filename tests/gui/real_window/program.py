"""The real program in a real window, seen as a screen reader sees it (AT-SPI) and driven by the keyboard (XTEST)."""

import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

LONGEST_WAIT = 30.0  # seconds; a busy machine with sanitizers
STEP = 0.05


def wait_until(found, what):
    """The first true answer of `found`; the tree changes while it is read, so a node may go away under it."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        try:
            answer = found()
            if answer:
                return answer
        except (GLib.Error, LookupError):
            pass
        time.sleep(STEP)
    raise AssertionError(f"waited in vain for {what}")


def has(node, state):
    return node.get_state_set().contains(state)


def shown_below(node):
    """The node and all below it that can be seen, in their order."""
    if node is None or not has(node, Atspi.StateType.SHOWING):
        return
    yield node
    for index in range(node.get_child_count()):
        yield from shown_below(node.get_child_at_index(index))


def label_of(node):
    """What the label that is tied to a control says. Qt names a choice by its value here and leaves the rest to this."""
    for relation in node.get_relation_set() or []:
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY:
            return relation.get_target(0).get_name()
    return ""


def is_called(node, name):
    return name in (node.get_name(), label_of(node))


class Program:
    """One run of the program, with a home of its own."""

    def __init__(self, language, keys=(), settings=(), arguments=(), title="^Tanba$", **surroundings):
        """@param settings lines that an earlier run left in the settings. @param surroundings more of the environment."""
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="tanba-window-"))
        config = self.home / ".config/tanba"
        config.mkdir(parents=True)
        (config / "tanba.ini").write_text("\n".join(["[General]", f"language={language}", *settings, ""]))
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700)
        downloads = self.home / "Downloads"
        downloads.mkdir()
        for key in keys:
            shutil.copy(key, downloads)
        self.environment = {
            "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TZ": "UTC", "HOME": str(self.home), "TANBA_LANG": language,
            "XDG_CONFIG_HOME": str(self.home / ".config"), "XDG_DATA_HOME": str(self.home / ".local/share"),
            "XDG_RUNTIME_DIR": str(runtime), "DISPLAY": os.environ["DISPLAY"],
            "DBUS_SESSION_BUS_ADDRESS": os.environ["DBUS_SESSION_BUS_ADDRESS"],
            "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", **surroundings,
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.start(arguments, title)

    def start(self, arguments=(), title="^Tanba$"):
        """Also once more in the same home, after an end."""
        self.process = subprocess.Popen([os.environ["TANBA_GUI"], *arguments], env=self.environment)
        Atspi.get_desktop(0).set_cache_mask(Atspi.Cache.NONE)
        wait_until(self._root, "the program in the accessibility tree")
        self.go_to(title)

    def _root(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}")
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid and child.get_child_count() > 0:
                return child
        raise LookupError("the program is not in the accessibility tree")

    def start_again(self, *files):
        """A second start, which hands its files to the first and ends."""
        again = subprocess.run([os.environ["TANBA_GUI"], *map(str, files)], env=self.environment,
                               timeout=LONGEST_WAIT)
        assert again.returncode == 0, again.returncode

    def end(self):
        """Ends the program as a person does, and says how it ended."""
        self.keys("ctrl+q")
        return self.process.wait(LONGEST_WAIT)

    def kill(self):
        """Ends it as a crash does: in the middle of anything, without a last word."""
        self.process.kill()
        self.process.wait()

    def abandon(self):
        """Leaves nothing behind, whatever happened."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    # what is seen

    def shown(self):
        root = self._root()
        for index in range(root.get_child_count()):
            yield from shown_below(root.get_child_at_index(index))

    def names(self):
        return self.read(lambda node: node.get_name())

    def read(self, of_node):
        """What `of_node` says of everything that can be seen."""
        return wait_until(lambda: [of_node(node) for node in self.shown()], "anything to be seen")

    def node(self, name, role=None):
        """The first thing of this name (and role) that can be seen."""
        def search():
            return next((node for node in self.shown()
                         if node.get_name() == name and role in (None, node.get_role())), None)
        return wait_until(search, f"{role or 'something'} called «{name}»; there is {self.names()}")

    def wait_for(self, part):
        """Until a text that can be seen contains this."""
        return wait_until(lambda: [node.get_name() for node in self.shown() if part in node.get_name()],
                          f"a text with «{part}»")

    def window(self, title):
        """The window whose title begins so; None where there is none to be seen."""
        root = self._root()
        windows = (root.get_child_at_index(index) for index in range(root.get_child_count()))
        return next((window for window in windows
                     if window is not None and window.get_name().startswith(title) and has(window, Atspi.StateType.SHOWING)), None)

    def focused(self):
        return next((node for node in self.shown() if has(node, Atspi.StateType.FOCUSED)), None)

    # what is done

    def go_to(self, title):
        """Gives a window the keyboard: there is no window manager here that would."""
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", title, "windowfocus", "--sync"],
                       check=True, timeout=LONGEST_WAIT, stdout=subprocess.DEVNULL)
        wait_until(self.focused, "the focus")

    def press(self, node):
        """Presses a button as a screen reader does."""
        action = node.get_action_iface()
        actions = [Atspi.Action.get_action_name(action, index) for index in range(action.get_n_actions())]
        wanted = next(index for index, name in enumerate(actions) if name in ("Press", "Toggle", "click"))
        assert action.do_action(wanted), f"{node.get_name()} refused {actions[wanted]}"

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--delay", "20", *keys], check=True)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "20", text], check=True)

    def tab_to(self, name):
        """Presses Tab until what is called so has the focus."""
        passed = []
        for _ in range(60):
            focused = wait_until(self.focused, "the focus")
            if is_called(focused, name):
                return focused
            passed.append(focused.get_name())
            self.keys("Tab")
            time.sleep(STEP)
        raise AssertionError(f"Tab never comes to «{name}»: {passed}")

    def focus_is_on(self, name):
        def on_it():
            focused = self.focused()
            return focused is not None and is_called(focused, name) and focused
        return wait_until(on_it, f"the focus on «{name}»")
