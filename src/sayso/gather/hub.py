"""Fetches a model from the hub by name, as files in the hub's own cache; what is there already is not fetched again."""

from __future__ import annotations

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
    import httpx2
    from huggingface_hub import list_repo_files, snapshot_download
    from huggingface_hub.errors import HFValidationError
    from huggingface_hub.utils.tqdm import disable_progress_bars

    disable_progress_bars()
    repository, _, revision = name.partition("@")
    how = {"repo_id": repository, "revision": revision or None, "token": False}
    try:
        kept = Path(snapshot_download(**how, local_files_only=True))  # type: ignore[arg-type]
        if chosen(kept) and all((kept / file).is_file() for file in BESIDE):
            return kept
    except HFValidationError as e:
        return note("judge-no-model", name, why=reason(e))
    except OSError:  # not in the cache, or not whole
        pass
    try:
        listed = list_repo_files(**how)  # type: ignore[arg-type]
        model = next((file for file in FILES if file in listed), None)
        if model is None or not set(BESIDE) <= set(listed):
            return note("judge-unfit-model", name, why="it has no ONNX export with config.json and tokenizer.json")
        wanted = [*BESIDE, model, f"{model}_data"]
        return Path(snapshot_download(**how, allow_patterns=wanted))  # type: ignore[arg-type]
    except (httpx2.HTTPError, OSError) as e:
        return note("judge-no-model", name, why=reason(e))


def chosen(folder: Path) -> Path | None:
    """The ONNX file of a model's folder."""
    return next((folder / file for file in FILES if (folder / file).is_file()), None)
