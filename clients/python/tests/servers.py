"""Small real servers on loopback, which answer as they are told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[BaseHTTPRequestHandler], None]
Serve = Callable[..., tuple[str, list[dict[str, Any]]]]


def answer(status: int, body: object, **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", headers.pop("length", str(len(text))))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(text)

    return send


def failed(code: str) -> dict[str, Any]:
    return {
        "errors": [{"message": "a message", "path": ["search"], "extensions": {"code": code}}],
        "data": {"search": None},
    }


def serving() -> Iterator[Serve]:
    """Serve these answers, one after another, and keep what was asked."""
    servers: list[ThreadingHTTPServer] = []

    def start(*answers: Answer) -> tuple[str, list[dict[str, Any]]]:
        asked: list[dict[str, Any]] = []
        left = iter(answers)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.answered(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def do_GET(self) -> None:
                self.answered({})

            def answered(self, body: dict[str, Any]) -> None:
                asked.append({"at": time.monotonic(), "agent": self.headers["User-Agent"], "path": self.path, **body})
                next(left)(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}", asked

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
