"""A program at a terminal whose memory is looked through while it lives, and once more at its very end, before the system takes
it back. It hides its memory from others (PR_SET_DUMPABLE), so the door is opened at its first instruction, before it can."""

import ctypes
import errno
import os
import pathlib
import select
import signal
import time

from support import environment
from test_terminal import WAIT, Typist

# <sys/ptrace.h>
TRACEME, CONT, SETOPTIONS = 0, 7, 0x4200
TRACEEXIT, EXITKILL = 0x40, 0x100000
EVENT_EXIT = 6
GLANCE = 0.02
LARGEST_REGION = 1 << 30

LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
LIBC.ptrace.restype = ctypes.c_long


class NotAllowed(Exception):
    """The system does not let one process trace another."""


def ptrace(request, pid, data=0):
    if LIBC.ptrace(request, pid, None, data) != 0:
        raise NotAllowed(os.strerror(ctypes.get_errno()))


class TracedTypist(Typist):
    """As a Typist; `memory_at_end` is everything that was written in its memory when it ended."""

    def __init__(self, words, folder, env=None):
        self.memory_at_end = None
        self.exit = None
        self.pid, self.terminal = os.forkpty()
        if self.pid == 0:
            os.chdir(folder)
            LIBC.ptrace(TRACEME, 0, None, None)
            os.execve(words[0], [*map(str, words)], env or environment())
        self.shown = b""
        _, status = os.waitpid(self.pid, 0)
        if not os.WIFSTOPPED(status):
            self.exit = status
            raise NotAllowed("the program was not stopped at its first instruction")
        ptrace(SETOPTIONS, self.pid, TRACEEXIT | EXITKILL)
        self.maps = open(f"/proc/{self.pid}/maps", "rb", 0)
        self.mem = open(f"/proc/{self.pid}/mem", "rb", 0)
        ptrace(CONT, self.pid)

    def close(self):
        if self.exit is None:
            os.kill(self.pid, signal.SIGKILL)
            self._wait(block=True)
        self.maps.close()
        self.mem.close()

    def memory(self):
        """All that it can write, in one piece."""
        content = bytearray()
        self.maps.seek(0)
        lines = b""
        while piece := self.maps.read(1 << 16):
            lines += piece
        for line in lines.decode().splitlines():
            place, rights = line.split()[:2]
            start, end = (int(number, 16) for number in place.split("-"))
            if not rights.startswith("rw") or end - start > LARGEST_REGION:
                continue
            try:
                self.mem.seek(start)
                content += self.mem.read(end - start)
            except OSError as error:
                if error.errno not in (errno.EIO, errno.EFAULT):
                    raise  # anything else than a page that is not there
        return bytes(content)

    def _wait(self, block=False):
        """Lets it go on wherever the tracing has stopped it."""
        while self.exit is None:
            pid, status = os.waitpid(self.pid, 0 if block else os.WNOHANG)
            if pid == 0:
                return
            if not os.WIFSTOPPED(status):
                self.exit = status
                return
            event = status >> 16
            if event == EVENT_EXIT:
                self.memory_at_end = self.memory()
            told = os.WSTOPSIG(status)
            ptrace(CONT, self.pid, 0 if event or told == signal.SIGTRAP else told)

    def read(self, end):
        while time.monotonic() < end:
            self._wait()
            ready, _, _ = select.select([self.terminal], [], [], GLANCE)
            if not ready:
                continue
            try:
                more = os.read(self.terminal, 4096)
            except OSError:  # the other side is closed
                return False
            self.shown += more
            return bool(more)
        return False

    def ended(self):
        end = time.monotonic() + WAIT
        while self.read(end):
            pass
        while self.exit is None and time.monotonic() < end:
            self._wait()
        if self.exit is None:
            os.kill(self.pid, signal.SIGKILL)
            self._wait(block=True)
        return os.waitstatus_to_exitcode(self.exit)
