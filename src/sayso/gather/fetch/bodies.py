"""Bodies within bounds: bytes are counted as they come and as they unfold, so that no answer can fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from sayso.gather.fetch.failed import Failed

PIECE = 65_536
"""Bytes that are unfolded at once."""
ACCEPTED = "gzip, deflate"


def whole(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """The body that some chunks make, unfolded. Raises Failed when it is too large, unknown in form, or broken off."""
    codings = [c for c in (part.strip().lower() for part in encoding.split(",")) if c not in ("", "identity")]
    if len(codings) > 1 or (codings and codings[0] not in ("gzip", "x-gzip", "deflate")):
        raise Failed("broken-body", why=f"it is packed as {encoding[:40]!r}, which was not asked for", again=None)
    pieces = _counted(chunks, limit, "as sent")
    if codings:
        pieces = _counted(_unfolded(pieces, gzip=codings[0] != "deflate"), limit, "unpacked")
    return b"".join(pieces)


def _counted(pieces: Iterable[bytes], limit: int, form: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Failed("large-answer", limit=limit, form=form)
        yield piece


def _unfolded(chunks: Iterator[bytes], *, gzip: bool) -> Iterator[bytes]:
    """The bytes inside, a bounded piece at a time; gzip may have several members."""
    unpacker = None
    try:
        for chunk in _headed(chunks):
            data = chunk
            while data:
                if unpacker is None or unpacker.eof:
                    if unpacker is not None and data[:1] != b"\x1f":
                        break  # fill after the last member
                    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if gzip else _deflate(data)
                if piece := unpacker.decompress(data, PIECE):
                    yield piece
                data = unpacker.unconsumed_tail or unpacker.unused_data
        while unpacker is not None and not unpacker.eof:
            if not (piece := unpacker.decompress(b"", PIECE)):
                raise Failed("broken-body", why="it breaks off before its packed end", again=0.0)
            yield piece
    except zlib.error as e:
        raise Failed("broken-body", why=f"it cannot be unpacked: {e}", again=0.0) from e


def _headed(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks, the first of them long enough to tell its form by."""
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) > 1:
            yield head
            head = b""
            yield from chunks
    if head:
        yield head


def _deflate(start: bytes) -> zlib._Decompress:
    """With the header of zlib as the standard asks, or without, as some servers send it."""
    wrapped = len(start) > 1 and start[0] & 0x0F == 8 and (start[0] << 8 | start[1]) % 31 == 0
    return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)
