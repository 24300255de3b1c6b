"""Another program on the screen: a window that takes what is typed, made of Xlib and nothing else."""

import ctypes
import time

_X = ctypes.CDLL("libX11.so.6")
_KEY_PRESS = 2
_MAP_NOTIFY = 19
_KEY_PRESS_MASK = 1 << 0
_STRUCTURE_NOTIFY_MASK = 1 << 17
_TO_PARENT = 2
_CARDINAL, _WINDOW = 6, 33
_MOST = 1000  # numbers of a property
_PATIENCE = 10.0

_X.XOpenDisplay.restype = ctypes.c_void_p
_X.XDefaultRootWindow.restype = ctypes.c_ulong
_X.XCreateSimpleWindow.restype = ctypes.c_ulong
_X.XInternAtom.restype = ctypes.c_ulong


class _Event(ctypes.Union):  # XEvent
    _fields_ = [("type", ctypes.c_int), ("room", ctypes.c_long * 24)]


class Typewriter:
    def __init__(self):
        self.display = ctypes.c_void_p(_X.XOpenDisplay(None))
        assert self.display.value, "no display"
        root = ctypes.c_ulong(_X.XDefaultRootWindow(self.display))
        self.window = ctypes.c_ulong(_X.XCreateSimpleWindow(self.display, root, 0, 0, 200, 60, 0, ctypes.c_ulong(0),
                                                            ctypes.c_ulong(0)))
        _X.XStoreName(self.display, self.window, b"typewriter")
        _X.XSelectInput(self.display, self.window, ctypes.c_long(_KEY_PRESS_MASK | _STRUCTURE_NOTIFY_MASK))
        _X.XMapWindow(self.display, self.window)
        self.typed = ""
        self.mapped = False
        until = time.monotonic() + _PATIENCE
        while not self.mapped:
            assert time.monotonic() < until, "the window was not mapped"
            self.read()
            time.sleep(0.01)

    def take_the_keyboard(self):
        _X.XSetInputFocus(self.display, self.window, _TO_PARENT, ctypes.c_ulong(0))
        _X.XSync(self.display, 0)

    def has_the_keyboard(self):
        focused, revert = ctypes.c_ulong(), ctypes.c_int()
        _X.XGetInputFocus(self.display, ctypes.byref(focused), ctypes.byref(revert))
        return focused.value == self.window.value

    def read(self):
        """All that was typed into the window until now."""
        event, letters = _Event(), ctypes.create_string_buffer(16)
        while _X.XPending(self.display):
            _X.XNextEvent(self.display, ctypes.byref(event))
            self.mapped = self.mapped or event.type == _MAP_NOTIFY
            if event.type == _KEY_PRESS:
                count = _X.XLookupString(ctypes.byref(event), letters, len(letters), None, None)
                self.typed += letters.raw[:count].decode()
        return self.typed

    def number_in(self, window, name):
        """A property of any window that holds one number; None where it has none."""
        numbers = self._numbers(window, name, _CARDINAL)
        return numbers[0] if len(numbers) == 1 else None

    def numbers_in_root(self, name):
        """Windows that the window manager lists; empty without one."""
        return self._numbers(_X.XDefaultRootWindow(self.display), name, _WINDOW)

    def _numbers(self, window, name, wanted):
        kind, size = ctypes.c_ulong(), ctypes.c_int()
        count, rest, data = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)()
        atom = ctypes.c_ulong(_X.XInternAtom(self.display, name, 0))
        _X.XGetWindowProperty(self.display, ctypes.c_ulong(window), atom, ctypes.c_long(0), ctypes.c_long(_MOST), 0,
                              ctypes.c_ulong(wanted), ctypes.byref(kind), ctypes.byref(size), ctypes.byref(count),
                              ctypes.byref(rest), ctypes.byref(data))
        return data[:count.value] if count.value else []

    def close(self):
        _X.XCloseDisplay(self.display)
