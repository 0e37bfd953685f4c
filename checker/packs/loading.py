"""Find the packs and keys that are installed, and load them."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

import prs
from checker.errors import PackError, UnknownPackError, did_you_mean
from checker.model.key import AnswerKey, Pack
from checker.model.pack import PullRequest, Tree
from checker.packs import answer_key, pr_toml, private, repairs
from checker.system import trees

PACKS_DIR = Path(prs.__file__).parent
DESCRIPTION, BASE = "description.md", "base"
PARTS = (pr_toml.NAME, DESCRIPTION, BASE)
QUESTIONS = "questions"  # of a defence, in the folder of a key


def slugs() -> tuple[str, ...]:
    """Return the name of every pack, in order; one of which a part is missing is among them."""
    return tuple(
        sorted(
            {
                file.parent.name
                for folder in _folders()
                for part in PARTS
                for file in folder.glob(f"*/{part}")
            }
        )
    )


def load_pr(name: str) -> PullRequest:
    """Return what a candidate may see of a pack; ``-`` in its name is read as ``_``.

    Raises:
        UnknownPackError: there is no such pack; the message lists those there are.
        PackError: a part of it is missing, or its ``pr.toml`` has a mistake.
    """
    slug = name.replace("-", "_")
    if slug not in slugs():
        known = [each.replace("_", "-") for each in slugs()]
        hint = did_you_mean(name, known)
        raise UnknownPackError(f"no pack {name!r}; there are: {', '.join(known)}{hint}")
    folder = next(each for each in _folders() if (each / slug).is_dir()) / slug
    for part, mend in (
        (pr_toml.NAME, "write it as that of another pack"),
        (DESCRIPTION, "write the pull request's text there"),
        (BASE, "put the main branch's files there"),
    ):
        if not (folder / part).exists():
            raise PackError(f"prs/{slug}/{part} is missing: {mend}")
    return pr_toml.parse(
        _text(folder / pr_toml.NAME, slug),
        label=f"prs/{slug}/{pr_toml.NAME}",
        slug=slug,
        body=_text(folder / DESCRIPTION, slug),
        base=folder / BASE,
    )


@lru_cache
def load(name: str) -> Pack:
    """Return a pack with its secrets.

    Raises:
        UnknownPackError: there is no such pack.
        PackError: its answer key is not installed, cannot be imported, or has a mistake.
    """
    pr = load_pr(name)
    key = answer_key.load(pr.slug)
    return Pack(pr=pr, key=key, digest=_digest(pr, key))


def answers_are_installed(pr: PullRequest) -> bool:
    """Return whether the key of a pack comes with messypr, so that whoever has it can read it."""
    return pr.base.parent.parent == PACKS_DIR


def package_names(pr: PullRequest) -> list[str]:
    """Return the names of the packages that the project had before the pull request."""
    return sorted(each.parent.name for each in (pr.base / pr.package).glob("*/__init__.py"))


def base_tree(pack: Pack) -> Tree:
    """Return the main branch."""
    return trees.read(pack.pr.base)


def reference_tree(pack: Pack) -> Tree:
    """Return the feature as it should have been, laid over the main branch."""
    return laid_over(pack.pr.base, pack.key.feature)


def laid_over(base: Path, feature: Path) -> Tree:
    """Return the files of a feature and those of the base that it does not replace."""
    return {**trees.read(base), **trees.read(feature)}


def ruff_config(pack: Pack) -> str:
    """Return the pack's isort settings as inline TOML for ruff."""
    document = tomllib.loads((pack.pr.base / "pyproject.toml").read_text("utf-8"))
    names = document["tool"]["ruff"]["lint"]["isort"]["known-first-party"]
    return f"lint.isort.known-first-party = {names}"


def _digest(pr: PullRequest, key: AnswerKey) -> str:
    """Return a hash of every byte that decides what is dealt and how it is judged."""
    secret = trees.read(key.feature.parent)
    beside = {repairs.FOLDER, QUESTIONS}
    judging = {path: text for path, text in secret.items() if path.parts[0] not in beside}
    return trees.digest(trees.read(pr.base.parent), judging)[:16]


def _folders() -> tuple[Path, ...]:
    return (PACKS_DIR, *private.folders())


def _text(file: Path, slug: str) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"prs/{slug}/{file.name} is not UTF-8: {error.reason}") from error
