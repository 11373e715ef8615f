"""Fetches a model from the hub by name, as files in the hub's own cache; what is there already is not fetched again."""

from __future__ import annotations

from contextlib import suppress
from logging import CRITICAL
from pathlib import Path

from sayso.gather.trouble import note, reason
from sayso.notes import Note

FILES = ("onnx/model_quantized.onnx", "onnx/model_int8.onnx", "onnx/model.onnx", "model_quantized.onnx", "model.onnx")
"""Where repositories keep an ONNX export, the smallest first."""
BESIDE = ("config.json", "tokenizer.json")


def folder(name: str) -> Path | Note:
    """The folder of a model: ``name`` if it is one, else the files of a repository, ``OWNER/NAME[@REVISION]``."""
    if (here := Path(name).expanduser()).is_dir():
        return here
    from huggingface_hub.utils import logging
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    logging.set_verbosity(CRITICAL)  # what goes wrong is told by a note
    repository, _, revision = name.partition("@")
    try:
        return _kept(repository, revision or None) or _fetched(repository, revision or None)
    except ValueError as e:  # no name that a repository can have
        return note("judge-no-model", name, why=reason(e))


def _kept(repository: str, revision: str | None) -> Path | None:
    """The folder of a model that was fetched before, whole."""
    from huggingface_hub import snapshot_download

    for model in FILES:
        with suppress(OSError):  # not in the cache, or not whole
            kept = Path(
                snapshot_download(repository, revision=revision, local_files_only=True, allow_patterns=_of(model))
            )
            if all((kept / file).is_file() for file in (*BESIDE, model)):
                return kept
    return None


def _fetched(repository: str, revision: str | None) -> Path | Note:
    import httpx2
    from huggingface_hub import HfApi

    try:
        api = HfApi(token=False)  # what is public is enough
        listed = api.list_repo_files(repository, revision=revision)
        model = next((file for file in FILES if file in listed), None)
        if model is None or not set(BESIDE) <= set(listed):
            return note("judge-unfit-model", repository, why="it has no ONNX export with its tokenizer.json")
        return Path(api.snapshot_download(repository, revision=revision, allow_patterns=_of(model)))
    except (httpx2.HTTPError, OSError) as e:
        return note("judge-no-model", repository, why=reason(e))


def _of(model: str) -> list[str]:
    """The files that belong to a model."""
    return [*BESIDE, model, f"{model}_data"]


def chosen(folder: Path) -> Path | None:
    """The ONNX file of a model's folder."""
    return next((folder / file for file in FILES if (folder / file).is_file()), None)
