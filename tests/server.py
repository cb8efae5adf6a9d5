"""A web server of this machine for tests: it answers what a test tells it to, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """Answers by path; ``answers`` maps a path to what writes its answer; ``asked`` keeps each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    def url(self, path: str, host: str = "quay.example") -> str:
        return f"http://{host}:{self.server_address[1]}{path}"

    def on(self, path: str, answer: "Callable[[Handler], None]") -> str:
        self.answers[path] = answer
        return self.url(path)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answers.get(self.path, missing)(self)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def answer(body: bytes = b"", status: int = 200, **headers: str) -> Callable[[Handler], None]:
    def write(handler: Handler) -> None:
        handler.send_response(status)
        fields = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (fields | {k.replace("_", "-"): v for k, v in headers.items()}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return write


def missing(handler: Handler) -> None:
    answer(b"none", 404)(handler)


def serving() -> Iterator[Server]:
    """A server that runs until the test is over: for a fixture."""
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()
