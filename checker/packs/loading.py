"""Find the packs and keys that are installed, and load them."""

from __future__ import annotations

import importlib
import tomllib
from functools import lru_cache
from pathlib import Path, PurePosixPath

import prs
from checker.errors import PackError, UnknownPackError
from checker.model.key import AnswerKey, Pack
from checker.model.pack import PlannedCommit, PullRequest, SideEdit, Tree
from checker.system import trees

PACKS_DIR = Path(prs.__file__).parent


def slugs() -> tuple[str, ...]:
    """Return the name of every pack, in order."""
    return tuple(sorted(file.parent.name for file in PACKS_DIR.glob("*/pr.toml")))


def load_pr(name: str) -> PullRequest:
    """Return what a candidate may see of a pack; ``-`` in its name is read as ``_``.

    Raises:
        UnknownPackError: there is no such pack; the message lists those there are.
    """
    slug = name.replace("-", "_")
    if slug not in slugs():
        known = ", ".join(each.replace("_", "-") for each in slugs())
        raise UnknownPackError(f"no pack {name!r}; there are: {known}")
    folder = PACKS_DIR / slug
    settings = tomllib.loads((folder / "pr.toml").read_text("utf-8"))
    commits = tuple(
        PlannedCommit(message=each["message"], paths=tuple(each["paths"]))
        for each in settings.pop("commits")
    )
    for name_of_asides in ("upstream", "reformats"):
        found = settings.get(name_of_asides, ())
        settings[name_of_asides] = tuple(
            SideEdit(**{**each, "path": PurePosixPath(each["path"])}) for each in found
        )
    for name_of_tuple in ("topics", "contract", "touch"):
        settings[name_of_tuple] = tuple(settings[name_of_tuple])
    for name_of_path in ("package", "tests"):
        settings[name_of_path] = PurePosixPath(settings[name_of_path])
    body = (folder / "description.md").read_text("utf-8")
    return PullRequest(slug=slug, body=body, base=folder / "base", commits=commits, **settings)


@lru_cache
def load(name: str) -> Pack:
    """Return a pack with its secrets.

    Raises:
        UnknownPackError: there is no such pack.
        PackError: its answer key is not installed.
    """
    pr = load_pr(name)
    try:
        key: AnswerKey = importlib.import_module(f"solutions.{pr.slug}").KEY
    except ModuleNotFoundError as error:
        raise PackError(f"the answer key of {pr.slug} is not installed here") from error
    return Pack(pr=pr, key=key, digest=_digest(pr, key))


def base_tree(pack: Pack) -> Tree:
    """Return the main branch."""
    return trees.read(pack.pr.base)


def reference_tree(pack: Pack) -> Tree:
    """Return the feature as it should have been, laid over the main branch."""
    return {**trees.read(pack.pr.base), **trees.read(pack.key.feature)}


def ruff_config(pack: Pack) -> str:
    """Return the pack's isort settings as inline TOML for ruff."""
    document = tomllib.loads((pack.pr.base / "pyproject.toml").read_text("utf-8"))
    names = document["tool"]["ruff"]["lint"]["isort"]["known-first-party"]
    return f"lint.isort.known-first-party = {names}"


def _digest(pr: PullRequest, key: AnswerKey) -> str:
    """Return a hash of every byte that decides what is dealt and how it is judged."""
    roots = (PACKS_DIR / pr.slug, key.feature.parent)
    return trees.digest(*map(trees.read, roots))[:16]
