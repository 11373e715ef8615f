"""Asks a model behind an endpoint that the user named: JSON there, JSON back. Beside fetch and hub the only way out.

The user names the endpoint, so any address goes, that of a model on the same machine first of all. A redirect is not
followed: it would carry the question to somebody whom nobody named.
"""

from __future__ import annotations

from contextlib import suppress
from ipaddress import ip_address
from time import monotonic
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
import msgspec
import stamina

from sayso.gather.trouble import Trouble, reason

LARGEST = 1_000_000
"""Bytes of an answer that are read; no model writes so much about a few links."""
TRIES = 4
NOT_NOW = {408, 409, 425, 429, 500, 502, 503, 504}
"""Answers after which the same question may be put again."""
LONGEST_WAIT = 30.0
"""Seconds that an endpoint may ask to be left alone before it is asked again."""

stamina.instrumentation.set_on_retry_hooks(())  # what was tried in vain is told by a note


class Unanswered(Trouble):
    """A question got no usable answer."""

    def __init__(self, code: str, *, status: int = 0, hopeless: bool = True, **details: object) -> None:
        """``hopeless``: another question would get none either."""
        super().__init__(code, status=status, **details)
        self.hopeless = hopeless


class Endpoint:
    """One address to which questions are posted; close it when done."""

    def __init__(self, url: str, *, key: str = "", timeout: float = 60.0) -> None:
        """``key`` goes with every question, never unencrypted to another machine. Raises Unanswered for a bad ``url``.

        ``timeout`` is how many seconds one answer may take.
        """
        try:
            parts = urlsplit(url)
            host, secure = parts.hostname or "", parts.scheme == "https"
        except ValueError:
            host, secure, parts = "", False, urlsplit("")
        if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
            raise Unanswered("judge-endpoint")
        here = _is_here(host)
        if key and not secure and not here:
            raise Unanswered("judge-key-in-clear")
        self._url = url
        self._timeout = timeout
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        # A proxy is for the way out; a model on this machine is not out.
        self._client = httpx2.Client(headers=headers, timeout=timeout, follow_redirects=False, trust_env=not here)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def post_json(self, body: object) -> Any:
        """What the endpoint answers to a question. Raises Unanswered, after several tries where that may help."""
        data = msgspec.json.encode(body)
        try:
            for attempt in stamina.retry_context(_worth_another_try, attempts=TRIES, timeout=None, wait_initial=0.5):
                with attempt:
                    return self._once(data)
        except httpx2.TimeoutException as e:
            raise Unanswered("judge-unreachable", why="it took too long; judge_timeout can be raised") from e
        except httpx2.HTTPError as e:
            raise Unanswered("judge-unreachable", why=reason(e)) from e
        except httpx2.InvalidURL as e:
            raise Unanswered("judge-endpoint") from e
        raise AssertionError("retry_context ends with an answer or an error")

    def _once(self, data: bytes) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        until = monotonic() + self._timeout
        with self._client.stream("POST", self._url, content=data, headers=headers) as response:
            body = _bounded(response, until)
        if response.status_code in NOT_NOW:
            raise _NotNow(response.status_code, _said(body), _wait(response.headers.get("Retry-After", "")))
        if not response.is_success:
            raise Unanswered("judge-refuses", status=response.status_code, why=_said(body))
        try:
            return msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise Unanswered("judge-bad-answer", hopeless=False, why="it is no JSON") from e


class _NotNow(Unanswered):
    """The endpoint asks to come again later."""

    def __init__(self, status: int, why: str, wait: float | None) -> None:
        super().__init__("judge-refuses", status=status, why=why)
        self.wait = wait


def _worth_another_try(error: Exception) -> bool | float:
    if isinstance(error, _NotNow):
        return True if error.wait is None else error.wait <= LONGEST_WAIT and error.wait
    return isinstance(error, httpx2.TransportError) and not isinstance(error, httpx2.TimeoutException)


def _wait(said: str) -> float | None:
    """Seconds that ``Retry-After`` asks for, where it names seconds."""
    with suppress(ValueError):
        return max(0.0, float(said))
    return None


def _bounded(response: httpx2.Response, until: float) -> bytes:
    body = b""
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > LARGEST:
            raise Unanswered("judge-bad-answer", hopeless=False, why=f"it is longer than {LARGEST:,} bytes")
        if monotonic() > until:
            raise httpx2.ReadTimeout("the answer came too slowly", request=response.request)
    return body


def _said(body: bytes) -> str:
    """The error message that an endpoint gives, as far as it has the usual form."""
    text = body.decode("utf-8", "replace")
    with suppress(msgspec.DecodeError, AttributeError, TypeError):
        error = msgspec.json.decode(body).get("error", text)
        text = str(error.get("message", error) if isinstance(error, dict) else error)
    return " ".join(text.split())[:160] or "without a reason"


def _is_here(host: str) -> bool:
    """Whether a host is this very machine."""
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost" or host.endswith(".localhost")
