"""The guard: which addresses may be connected to. A name is looked up once, every answer is checked, and the connection
goes to an address that was checked, never to the name; so a record that changes in between changes nothing.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpcore2
import httpx2
from ssrfguard import AddressTable, Policy, Resolver, SSRFGuardError, Target, resolve

from sayso.gather.fetch.failed import Failed
from sayso.notes import BadInput

PUBLIC = Policy()
"""The open net: http and https on their own ports, no address of a private, local or special network in any form."""
OWN = Policy(denied_networks=AddressTable(()), allowed_ports=frozenset(range(1, 65536)))
"""A host allowed by name: wherever its name leads, on any port. Everything else still holds."""

deadline: ContextVar[float] = ContextVar("deadline", default=float("inf"))
"""When the fetch that runs in this thread must have ended, by the monotonic clock."""


class Allowed:
    """The hosts that are allowed by name: HOST, or HOST:PORT for one port only. No wildcards."""

    def __init__(self, hosts: Iterable[str]) -> None:
        """Names are compared without case; an IPv6 address may stand in brackets."""
        self._hosts = {self._read(host) for host in hosts if host.strip()}

    @staticmethod
    def _read(said: str) -> tuple[str, int | None]:
        said = said.strip().lower().rpartition("://")[2].partition("/")[0]
        if said.count(":") > 1 and not said.startswith("["):
            return said, None
        try:
            parts = urlsplit(f"//{said}")
            return (parts.hostname or said).rstrip("."), parts.port
        except ValueError as e:
            raise BadInput(f"{said!r} cannot be allowed: write HOST or HOST:PORT ({e})") from e

    def policy(self, host: str, port: int) -> Policy:
        """What holds for an origin."""
        plain = host.lower().strip("[]").rstrip(".")
        return OWN if {(plain, None), (plain, port)} & self._hosts else PUBLIC

    def __contains__(self, url: str) -> bool:
        """Whether the host of an address is allowed by name."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port or _port(parts.scheme)
        except ValueError:
            return False
        return self.policy(host, port) is OWN

    def check(self, url: str) -> None:
        """Raise Failed when an address is refused as it is written: scheme, host, port, name and password."""
        try:
            parts = urlsplit(url)
            policy = self.policy(parts.hostname or "", parts.port or _port(parts.scheme))
            policy.check_url(url)
        except (SSRFGuardError, ValueError) as e:
            raise refused(url, e) from e


def _port(scheme: str) -> int:
    return 443 if scheme.lower() == "https" else 80


def refused(url: str, error: Exception) -> Failed:
    """The refusal of an address, with what would allow it where anything would."""
    why = " ".join(str(getattr(error, "reason", error)).split())[:300]
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        usable = parts.scheme.lower() in ("http", "https") and host and "@" not in parts.netloc
    except ValueError:
        host, usable = "", ""
    if usable:
        return Failed("refused-host", why=why, host=host)
    return Failed("refused-address", why=why)


class Backend(httpcore2.NetworkBackend):
    """Opens the connections of the client."""

    def __init__(
        self, allowed: Allowed, *, resolver: Resolver | None = None, connector: httpcore2.NetworkBackend | None = None
    ) -> None:
        """``resolver`` stands in for ``socket.getaddrinfo``, ``connector`` for what opens a socket to an address."""
        self._allowed = allowed
        self._resolver = resolver
        self._connector = connector or httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to one of the addresses that the name leads to, all of which are permitted; else Failed."""
        policy = self._allowed.policy(host, port)
        if port not in policy.allowed_ports:
            raise Failed("refused-host", why=f"port {port} is not one of the web's", host=host)
        target = Target(scheme="tcp", host=host, port=port, host_as_written=host, address=_literal(host))
        try:
            addresses = resolve(target, policy=policy, resolver=self._resolver)
        except SSRFGuardError as e:
            raise refused(f"http://{f'[{host}]' if ':' in host else host}/", e) from e
        except (socket.gaierror, UnicodeError) as e:
            raise httpcore2.ConnectError(f"the name {host} is not known ({getattr(e, 'strerror', None) or e})") from e
        last: Exception = httpcore2.ConnectError(host)
        for address in addresses[: policy.max_connection_attempts]:
            try:
                stream = self._connector.connect_tcp(
                    str(address.ip),
                    port,
                    timeout=_left(timeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as e:
                last = e
            else:
                return Stream(stream)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a socket in the file system has no address to check."""
        raise Failed("refused-address", why="it is a socket of this machine")


class Stream(httpcore2.NetworkStream):
    """A connection whose every wait ends by the deadline of the whole fetch: a server that drips gains nothing."""

    def __init__(self, stream: httpcore2.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What has come, at most so many bytes."""
        return self._stream.read(max_bytes, _left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send."""
        self._stream.write(buffer, _left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, enciphered; the certificate is checked against the name of the host."""
        return Stream(self._stream.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._stream.get_extra_info(info)


def _left(timeout: float | None) -> float | None:
    left = deadline.get() - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this address is over")
    shortest = min(left, float("inf") if timeout is None else timeout)
    return None if shortest == float("inf") else shortest


def _literal(host: str) -> Any:
    try:
        return ip_address(host)
    except ValueError:
        return None


class Transport(httpx2.HTTPTransport):
    """A transport every connection of which goes through the guard; each hop of a redirect is checked anew."""

    def __init__(self, allowed: Allowed, backend: Backend, context: ssl.SSLContext, connections: int) -> None:
        super().__init__(verify=context, trust_env=False)
        self._allowed = allowed
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=5.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Check the address as it is written, then send."""
        self._allowed.check(str(request.url))
        return super().handle_request(request)
