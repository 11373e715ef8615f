"""Sentence vectors that are kept: each text is embedded once for a desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sayso.keep import Store
from sayso.keep import vectors as keep

if TYPE_CHECKING:
    from sayso.weigh.matching.vectors import Matrix


class Embedder:
    """Looks vectors up in a store and keeps those that it had to make."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __call__(self, texts: Sequence[str]) -> Matrix | None:
        """One vector a text, in order, the same whether they were kept or not; None without the model."""
        from sayso.weigh.matching import vectors as model

        hashes = {text: model.text_hash(text) for text in texts}
        held = keep.held(self._store, set(hashes.values()))
        missing = [text for text, key in hashes.items() if key not in held]
        if missing:
            made = model.packed(missing)
            if made is None:
                return None
            fresh = {hashes[text]: vector for text, vector in zip(missing, made, strict=True)}
            keep.add(self._store, fresh)
            held |= fresh
        return model.unpacked([held[hashes[text]] for text in texts])
