"""What may be connected to. Nothing here sends a packet: a resolver and a connector only write down what was asked."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from typing import Any

import httpcore2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.gather.fetch import Failed, Limits
from sayso.gather.fetch.client import Client
from sayso.notes import BadInput
from tests.gather.newsworld import NOW, Page, news_world

PUBLIC = "93.184.216.34"


class Connector(httpcore2.NetworkBackend):
    """Writes down where a connection would go, and answers a canned response or none."""

    def __init__(self, *answers: bytes) -> None:
        self.opened: list[tuple[str, int]] = []
        self._answers = list(answers)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        self.opened.append((host, port))
        if not self._answers:
            raise httpcore2.ConnectError("recorded only")
        return httpcore2.MockStream([self._answers.pop(0)])


class Names:
    """A resolver: for each name the answers of its successive look-ups, the last one over and over."""

    def __init__(self, **names: list[list[str]]) -> None:
        self._names = {name.replace("_", "."): list(answers) for name, answers in names.items()}
        self.asked: list[str] = []

    def __call__(self, host: Any, port: Any, family: int, type: int, proto: int, flags: int) -> list[Any]:
        self.asked.append(host)
        answers = self._names.get(host) or [[_as_the_library_reads(host)]]
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port, 0, 0))
            for ip in found
        ]


def _as_the_library_reads(host: str) -> str:
    """An address in any form that the C library takes: decimal, octal, hexadecimal, with parts left out."""
    if ":" in host:
        return host
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except OSError as e:
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from e


def ask(url: str, *answers: bytes, allow: tuple[str, ...] = (), names: Names | None = None) -> tuple[Any, Connector]:
    """The failure (or answer) that an address gives, and where connections were opened."""
    connector = Connector(*answers)
    limits = Limits(allow_hosts=allow, robots=False, pause=0, first_wait=0.001)
    with Client(limits, now=NOW, resolver=names or Names(), connector=connector) as client:
        try:
            return client.get(url), connector
        except Failed as e:
            return e, connector


REFUSED = [
    "127.0.0.1", "127.8.4.1", "localhost", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.9.9",
    "192.168.1.1", "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.127.255.254", "224.0.0.1", "239.1.1.1",
    "255.255.255.255", "240.0.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9",
    "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[fd12:3456::1]", "[ff02::1]", "[2001:db8::1]", "[fec0::1]",
    "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[::ffff:a9fe:a9fe]", "[::127.0.0.1]",
    "[2002:7f00:1::]", "[2002:c0a8:0101::1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]",
    "[2001:0:7f00:1::]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[64:ff9b:1::1]",
    "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.1", "127.0.1", "0", "0x0",
    "%31%32%37.0.0.1", "①②⑦.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "127。0。0。1", "[fe80::1%25eth0]", "localhost.",
]  # fmt: skip
LOCAL = Names(localhost=[["127.0.0.1"]], localhost_=[["127.0.0.1"]])


@pytest.mark.parametrize("host", REFUSED)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_address_of_this_machine_or_a_private_net_is_never_reached(host: str, scheme: str) -> None:
    failed, connector = ask(f"{scheme}://{host}/latest/", names=LOCAL)
    assert isinstance(failed, Failed)
    assert failed.code in ("refused-host", "refused-address")
    assert connector.opened == []


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://post.example/x", "gopher://post.example/", "javascript:alert(1)",
        "data:text/html,x",
        "http://user@post.example/", "http://user:word@post.example/", "http://post.example@127.0.0.1/",
        "http://127.0.0.1#@post.example/", "http://127.0.0.1\\@post.example/", "http:///x", "http://",
        "//post.example/",
        "http://post.example:22/", "http://post.example:6379/", "https://post.example:8443/", "http://post.example:99999/",
        "http://post.example:0/", "http://po st.example/", "http://post.example/\r\nHost: 127.0.0.1", "http://[::1", "",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_the_web_is_never_reached(url: str) -> None:
    failed, connector = ask(url, names=Names(post_example=[[PUBLIC]]))
    assert isinstance(failed, Failed)
    assert failed.code in ("refused-host", "refused-address")
    assert connector.opened == []


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_that_leads_inside_is_never_reached(inside: str) -> None:
    for answers in ([inside], [PUBLIC, inside], [inside, PUBLIC]):
        failed, connector = ask("http://post.example/", names=Names(post_example=[answers]))
        assert failed.code == "refused-host"
        assert connector.opened == []
        assert "--allow-host post.example" in failed.note("x").message


def test_a_name_is_looked_up_once_and_the_connection_goes_where_it_led() -> None:
    names = Names(post_example=[[PUBLIC], ["127.0.0.1"]])
    got, connector = ask("http://post.example/", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", names=names)
    assert got.body == b"ok"
    assert connector.opened == [(PUBLIC, 80)]
    assert names.asked == ["post.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://inside.example/",
        "//169.254.169.254/",
        "file:///etc/passwd",
        "http://post.example:22/",
    ],
)
def test_each_hop_of_a_redirect_is_checked(target: str) -> None:
    names = Names(post_example=[[PUBLIC]], inside_example=[["10.0.0.8"]])
    moved = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode()
    failed, connector = ask("http://post.example/", moved, names=names)
    assert isinstance(failed, Failed)
    assert connector.opened == [(PUBLIC, 80)]


def test_a_second_look_up_by_a_redirect_to_the_same_name_is_checked_again() -> None:
    names = Names(post_example=[[PUBLIC], ["127.0.0.1"]])
    moved = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    failed, connector = ask("http://post.example/", moved, names=names)
    assert failed.code == "refused-host"
    assert connector.opened == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("allowed", "url", "reached"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/", ("127.0.0.1", 8000)),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/", ("127.0.0.1", 8000)),
        ("127.0.0.1:8000", "http://127.0.0.1:8001/", None),
        ("127.0.0.1", "http://127.0.0.2/", None),
        ("127.0.0.1", "http://2130706433/", None),
        ("127.0.0.1", "http://inside.example/", None),
        ("inside.example", "http://INSIDE.example./", ("10.0.0.8", 80)),
        ("inside.example", "http://10.0.0.8/", None),
        ("inside.example", "http://deep.inside.example/", None),
        ("inside.example", "ftp://inside.example/", None),
        ("inside.example", "http://u:p@inside.example/", None),
        ("[::1]", "http://[::1]:81/", ("::1", 81)),
        ("::1", "http://[::1]/", ("::1", 80)),
        ("[::1]:81", "http://[::1]:81/", ("::1", 81)),
        ("http://127.0.0.1:8000/feed", "http://127.0.0.1:8000/", ("127.0.0.1", 8000)),
    ],
)
def test_only_the_very_host_that_is_named_is_allowed(allowed: str, url: str, reached: tuple[str, int] | None) -> None:
    inside = [["10.0.0.8"]]
    names = Names(inside_example=inside, deep_inside_example=inside, inside_example_=inside)
    failed, connector = ask(url, allow=(allowed,), names=names)
    assert isinstance(failed, Failed)
    assert set(connector.opened) == ({reached} if reached else set())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_form_of_an_ipv4_address_inside_ipv6_reaches_what_it_alone_may_not(number: int) -> None:
    plain = socket.inet_ntoa(number.to_bytes(4, "big"))
    refused = ask(f"http://{plain}/")[1].opened == []
    high, low = number >> 16, number & 0xFFFF
    for form in (f"::ffff:{plain}", f"64:ff9b::{plain}", f"2002:{high:x}:{low:x}::1"):
        assert (ask(f"http://[{form}]/")[1].opened == []) or not refused


def test_a_host_that_makes_no_sense_cannot_be_allowed() -> None:
    with pytest.raises(BadInput, match="HOST:PORT"):
        ask("http://post.example/", allow=("127.0.0.1:port",))


def test_without_leave_a_server_on_this_machine_gets_no_request() -> None:
    with news_world() as world:
        world.pages["/"] = Page(b"secret")
        _, notes, _ = world.gathered(world.url("/"), f"http://localhost:{world.port}/", allow=False)
        assert [n.code for n in notes] == ["refused-host", "refused-host"]
        assert "--allow-host 127.0.0.1" in notes[0].message
        assert world.asked == []


def test_a_page_that_redirects_inside_is_refused_though_its_own_host_is_allowed() -> None:
    with news_world() as world:
        world.pages["/a"] = Page(status=302, headers={"Location": f"http://localhost:{world.port}/b"})
        world.pages["/b"] = Page(b"secret")
        _, notes, _ = world.gathered(world.url("/a"))
        assert [n.code for n in notes] == ["refused-host"]
        assert world.paths() == ["/a"]
