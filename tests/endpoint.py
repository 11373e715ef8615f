"""A language model's endpoint on this machine, for tests: it speaks the protocol and says what it is told to say."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

Body = dict[str, Any]
Reply = tuple[int, dict[str, str], bytes]
Say = Callable[["Endpoint", Body], Reply]


class Endpoint(ThreadingHTTPServer):
    """Keeps what it was asked."""

    daemon_threads = True

    def __init__(self, say: Say) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.say = say
        self.bodies: list[Body] = []
        self.keys: list[str] = []
        self.pathnames: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    @property
    def pairs(self) -> list[Body]:
        """Every pair of passages that it was shown, in order."""
        return [pair for body in self.bodies for pair in pairs(body)]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server = self.server
        assert isinstance(server, Endpoint)
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.bodies.append(body)
        server.keys.append(self.headers.get("Authorization", ""))
        server.pathnames.append(self.path)
        status, headers, data = server.say(server, body)
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(say: Say) -> Iterator[Endpoint]:
    with Endpoint(say) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def pairs(body: Body) -> list[Body]:
    """The pairs that a request asks about."""
    found: list[Body] = json.loads(body["messages"][1]["content"])["pairs"]
    return found


def completion(content: str) -> Reply:
    """A chat completion that says something."""
    message = {"role": "assistant", "content": content}
    return 200, {}, json.dumps({"choices": [{"index": 0, "finish_reason": "stop", "message": message}]}).encode()


def verdicts(choose: Callable[[Body], str]) -> Say:
    """Answers each pair in the form asked for."""

    def say(server: Endpoint, body: Body) -> Reply:
        told = [{"pair": p["pair"], "verdict": choose(p), "reason": "as I see it"} for p in pairs(body)]
        return completion(json.dumps({"answers": told}))

    return say


def always(word: str) -> Say:
    return verdicts(lambda pair: word)


def one_after_another(*says: Say) -> Say:
    """A saying for each request; the last for all that follow."""

    def say(server: Endpoint, body: Body) -> Reply:
        return says[min(len(server.bodies), len(says)) - 1](server, body)

    return say


def error(status: int, message: str = "no", **headers: str) -> Say:
    data = json.dumps({"error": {"message": message}}).encode()
    return lambda server, body: (status, {k.replace("_", "-"): v for k, v in headers.items()}, data)


def slow(seconds: float, then: Say) -> Say:
    def say(server: Endpoint, body: Body) -> Reply:
        time.sleep(seconds)
        return then(server, body)

    return say


def raw(data: bytes) -> Say:
    return lambda server, body: (200, {}, data)


class _Files(BaseHTTPRequestHandler):
    """As much of a hub of models as it takes to list and fetch the files of one repository."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        files = getattr(self.server, "files")  # noqa: B009
        path = self.path.split("?")[0]
        commit = "b" * 40
        if "/resolve/" in path:
            name = path.split(f"/resolve/{commit}/")[1]
            self._send(files[name], {"X-Repo-Commit": commit, "ETag": json.dumps(name.replace("/", "_"))})
        elif "/tree/" in path:
            listed = [{"type": "file", "path": n, "size": len(d), "oid": n.replace("/", "_")} for n, d in files.items()]
            self._send(json.dumps(listed).encode(), {})
        else:
            self._send(json.dumps({"id": "somebody/small-nli", "sha": commit}).encode(), {})

    def _send(self, data: bytes, headers: dict[str, str]) -> None:
        self.send_response(200)
        for name, value in {"Content-Length": str(len(data)), "Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """The address of a hub with one repository, whose files are those of a folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Files) as server:
        server.daemon_threads = True
        files = {f.relative_to(folder).as_posix(): f.read_bytes() for f in folder.rglob("*") if f.is_file()}
        setattr(server, "files", files)  # noqa: B010
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
