"""When a new window on the screen shows its first picture, seen from outside with Xlib."""

import ctypes
import time

_X = ctypes.CDLL("libX11.so.6")
_SUBSTRUCTURE_NOTIFY = 1 << 19
_MAP_NOTIFY = 19
_Z_PIXMAP = 2
_ALL_PLANES = ctypes.c_ulong(-1)


class _Attributes(ctypes.Structure):  # XWindowAttributes, of which only the beginning is read
    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int),
                ("rest", ctypes.c_char * 256)]


class _Image(ctypes.Structure):  # XImage, likewise
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int), ("format", ctypes.c_int),
                ("data", ctypes.c_void_p)]


class _MapEvent(ctypes.Structure):
    _fields_ = [("type", ctypes.c_int), ("serial", ctypes.c_ulong), ("send_event", ctypes.c_int),
                ("display", ctypes.c_void_p), ("event", ctypes.c_ulong), ("window", ctypes.c_ulong),
                ("room", ctypes.c_char * 256)]


_X.XOpenDisplay.restype = ctypes.c_void_p
_X.XDefaultRootWindow.restype = ctypes.c_ulong
_X.XGetImage.restype = ctypes.POINTER(_Image)
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_ignore = _HANDLER(lambda display, error: 0)  # a window may go away while it is looked at


class Screen:
    def __init__(self):
        _X.XSetErrorHandler(_ignore)
        self.display = ctypes.c_void_p(_X.XOpenDisplay(None))
        assert self.display.value, "no display"
        _X.XSelectInput(self.display, ctypes.c_ulong(_X.XDefaultRootWindow(self.display)),
                        ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        _X.XSync(self.display, 1)

    def _colours_of_middle_row(self, window):
        attributes = _Attributes()
        if not _X.XGetWindowAttributes(self.display, ctypes.c_ulong(window), ctypes.byref(attributes)):
            return 0
        if attributes.width < 300 or attributes.height < 200:
            return 0
        image = _X.XGetImage(self.display, ctypes.c_ulong(window), 0, attributes.height // 2, attributes.width, 1,
                             _ALL_PLANES, _Z_PIXMAP)
        if not image:
            return 0
        row = (ctypes.c_uint32 * attributes.width).from_address(image.contents.data)
        colours = len(set(row))
        _X.XDestroyImage(image)
        return colours

    def wait_for_picture(self, seconds=30.0):
        """The moment (monotonic) at which the row in the middle of a new window has more than one colour."""
        windows = []
        until = time.monotonic() + seconds
        event = _MapEvent()
        while time.monotonic() < until:
            while _X.XPending(self.display):
                _X.XNextEvent(self.display, ctypes.byref(event))
                if event.type == _MAP_NOTIFY:
                    windows.append(event.window)
            if any(self._colours_of_middle_row(window) > 1 for window in windows):
                return time.monotonic()
            time.sleep(0.0005)
        raise TimeoutError("no window showed a picture")

    def forget(self):
        _X.XSync(self.display, 1)
