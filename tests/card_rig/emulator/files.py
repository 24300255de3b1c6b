"""Files and directories of a card: SELECT and READ BINARY (ISO 7816-4 11.1.1, 11.2.3)."""

import struct

from .apdu import (ANY_EXTENDED, ANY_SHORT, END_OF_FILE, NO_FILE_SELECTED, NOT_FOUND, OK, WRONG_OFFSET,
                   WRONG_PARAMETERS, Refused)
from .tlv import tlv

MASTER_FILE = 0x3F00
BY_ID = (0, 1, 2)
PARENT = 3
BY_NAME = 4
BY_PATH_FROM_MF, BY_PATH = 8, 9
NO_ANSWER = 0x0C


class FileSystem:
    """Files by path below the master file; a directory is every prefix of a path, and those named as such."""

    def __init__(self, files, directories=(), applications=None):
        self.files = files
        self.directories = {()} | set(directories) | {path[:n] for path in files for n in range(len(path))}
        self.applications = applications or {}  # AID -> (path of its directory, answer or None for an FCI)
        self.reset()

    def reset(self):
        self.directory, self.file = (), None

    def select(self, command):
        if command.p1 == BY_NAME:
            return self._select_application(command)
        if command.p1 == PARENT:
            self._enter(self.directory[:-1])
        else:
            self._select_path(command)
        return b"" if command.p2 & NO_ANSWER == NO_ANSWER else self._fci()

    def read_binary(self, command):
        if command.p1 & 0x80:
            raise Refused(NOT_FOUND)  # no short identifiers here
        if self.file is None:
            raise Refused(NO_FILE_SELECTED)
        content = self.files[self.file]
        if command.parameters > len(content):
            raise Refused(WRONG_OFFSET)
        expected = command.expected or ANY_SHORT
        part = content[command.parameters:command.parameters + expected]
        ended_early = len(part) < expected and expected not in (ANY_SHORT, ANY_EXTENDED)
        return part, END_OF_FILE if ended_early else OK

    def _select_application(self, command):
        for aid, (path, answer) in self.applications.items():
            if len(command.data) >= 5 and aid.startswith(command.data):
                self._enter(path)
                if answer is not None:
                    return answer
                return b"" if command.p2 & NO_ANSWER == NO_ANSWER else self._fci()
        raise Refused(NOT_FOUND)

    def _select_path(self, command):
        if command.p1 not in (*BY_ID, BY_PATH_FROM_MF, BY_PATH) or len(command.data) % 2:
            raise Refused(WRONG_PARAMETERS)
        path = struct.unpack(f">{len(command.data) // 2}H", command.data)
        from_master = command.p1 == BY_PATH_FROM_MF or path[:1] == (MASTER_FILE,)
        if path[:1] == (MASTER_FILE,):
            path = path[1:]
        places = [path] if from_master else [self.directory + path, path]
        for place in places:
            if place in self.files:
                self.directory, self.file = place[:-1], place
                return
            if place in self.directories:
                self._enter(place)
                return
        raise Refused(NOT_FOUND)

    def _enter(self, path):
        self.directory, self.file = path, None

    def _fci(self):
        """File control information (ISO 7816-4 7.4)."""
        if self.file is None:
            identifier = (self.directory or (MASTER_FILE,))[-1]
            return tlv(0x6F, tlv(0x82, b"\x38"), tlv(0x83, struct.pack(">H", identifier)))
        size = struct.pack(">H", len(self.files[self.file]))
        return tlv(0x6F, tlv(0x80, size), tlv(0x82, b"\x01"), tlv(0x83, struct.pack(">H", self.file[-1])))
