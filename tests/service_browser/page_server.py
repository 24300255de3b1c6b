"""Serves the pages of portals: ours, and those that the client libraries come with."""

import http.server
import pathlib
import ssl
import threading

HERE = pathlib.Path(__file__).resolve().parent
LIBRARIES = HERE.parent / "third_party"
SIGEX = LIBRARIES / "ncalayer-js-client"

# The demo pages ask for a copy of the library that is beside them in the package.
PLACES = {
    "/demo/js/ncalayer-client.js": SIGEX / "ncalayer-client.js",
    "/demo/": SIGEX / "docs",
    "/libraries/": LIBRARIES,
    "/": HERE / "pages",
}
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json"}


def file_for(path):
    for start, place in PLACES.items():
        if path == start and place.is_file():
            return place
        if path.startswith(start) and ".." not in path:
            return place / path[len(start):]
    return None


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        file = file_for(self.path)
        found = file is not None and file.is_file() and file.suffix in TYPES
        content = file.read_bytes() if found else b"none"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", TYPES[file.suffix] if found else "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


class QuietServer(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """A browser that refuses a certificate ends the connection in the middle; nothing is wrong with us."""


class PageServer:
    """On a free port of 127.0.0.1; with a chain of certificates (PEM files) it speaks TLS."""

    def __init__(self, chain=None, key=None):
        self.server = QuietServer(("127.0.0.1", 0), Handler)
        if chain:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(chain, key)
            # The handshake belongs to the connection's thread, not to the one that accepts.
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True,
                                                     do_handshake_on_connect=False)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
