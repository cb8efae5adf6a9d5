"""A folder of case files, served to browsers on this machine.

The pages work from disk as they are; this is for browsers that keep local files apart. Nothing is served
to other machines, and nothing but files is served.
"""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tellings.errors import OutputError
from tellings.workspace.output import MANIFEST


class _Files(SimpleHTTPRequestHandler):
    """Files of one folder; other hosts' names are refused, so no page elsewhere can reach in by rebinding."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The open file behind a GET or HEAD request, or None where an error was sent."""
        host = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        if host not in {"127.0.0.1", "localhost"}:
            self.send_error(421, "This server answers to 127.0.0.1 only")
            return None
        return super().send_head()

    def end_headers(self) -> None:
        """Every answer: no guessing of types, no stale copies after a rebuild."""
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class names it so)
        """No access log: nobody asked for one."""


def serve_folder(out: Path, port: int) -> ThreadingHTTPServer:
    """A server of ``out`` on the loopback address; the caller runs and closes it.

    Raises OutputError where ``out`` is no folder of ours or the port is taken.
    """
    if not (out / MANIFEST).is_file():
        raise OutputError(str(out), "no case files there.", "Run `tellings build` first, or pass its OUT.")
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Files, directory=str(out)))
    except OSError as error:
        raise OutputError(f"port {port}", f"cannot be used ({error.strerror}).", "Pass another --port.") from error
