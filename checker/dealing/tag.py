"""The tag of a deal: what a clone of it must know so that it can be reviewed without key or seed.

It is an annotated tag on the dealt head, so that ``git clone`` brings it along; its message is
JSON and holds nothing that a candidate may not see. Graders never read it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from checker.dealing.build import FIRST_COMMIT_UNIX_SECONDS, MAINTAINER, Deal
from checker.errors import RoundError
from checker.model.pack import PullRequest
from checker.system import git

TAG = "messypr/deal"
REF = f"refs/tags/{TAG}"
SCHEMA = "messypr/deal/1"
MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DealTag:
    """What a clone says of its deal: the pull request, and the two commits it is between."""

    pr: PullRequest
    base_commit: str
    dealt_head: str


def write(repository: Path, pr: PullRequest, deal: Deal) -> None:
    """Tag the dealt head of a repository."""
    fields = {
        "schema": SCHEMA,
        "pack": pr.slug,
        "title": pr.title,
        "author": pr.author,
        "branch": pr.branch,
        "minutes": pr.minutes,
        "level": pr.level,
        "topics": pr.topics,
        "package": str(pr.package),
        "tests": str(pr.tests),
        "contract": pr.contract,
        "touch": pr.touch,
        "description": deal.description,
        "base_commit": deal.dealt.base_commit,
    }
    who = f"{MAINTAINER} <{MAINTAINER.split()[0].lower()}@example.com>"
    content = (
        f"object {deal.dealt.head_commit}\ntype commit\ntag {TAG}\n"
        f"tagger {who} {FIRST_COMMIT_UNIX_SECONDS} +0000\n\n{json.dumps(fields, indent=1)}\n"
    )
    tag = git.text("mktag", cwd=repository, stdin=content.encode())
    git.run("-c", "core.logAllRefUpdates=false", "update-ref", REF, tag, cwd=repository)


def read(repository: Path) -> DealTag | None:
    """Return what the tag of a repository says, None where it has none.

    Raises:
        RoundError: The tag was made by hand.
    """
    if not git.succeeds("rev-parse", "--verify", "--quiet", f"{REF}^{{tag}}", cwd=repository):
        return None
    if int(git.text("cat-file", "-s", REF, cwd=repository)) > MAX_BYTES:
        raise RoundError(f"the tag {TAG} is longer than {MAX_BYTES:,} bytes")
    message = git.run("cat-file", "tag", REF, cwd=repository).partition(b"\n\n")[2]
    head = git.text("rev-parse", f"{REF}^{{commit}}", cwd=repository)
    try:
        return _parse(json.loads(message), head, repository)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RoundError(f"the tag {TAG} does not describe a deal: {error}") from error


def _parse(fields: Any, head: str, repository: Path) -> DealTag:
    if fields["schema"] != SCHEMA:
        raise ValueError(f"schema must be {SCHEMA!r}")
    branch, base_commit = _name(fields, "branch"), _name(fields, "base_commit")
    pr = PullRequest(
        slug=_typed(fields, "pack", str),
        title=_typed(fields, "title", str),
        author=_typed(fields, "author", str),
        branch=branch,
        minutes=_typed(fields, "minutes", int),
        level=_typed(fields, "level", str),
        topics=_list(fields, "topics"),
        package=_path(fields, "package"),
        tests=_path(fields, "tests"),
        contract=_list(fields, "contract"),
        touch=_list(fields, "touch"),
        body=_typed(fields, "description", str),
        base=repository,
        commits=(),
    )
    return DealTag(pr=pr, base_commit=base_commit, dealt_head=head)


def _name(fields: Any, name: str) -> str:
    """Return what git can take for the name of a branch or commit, and for nothing else."""
    value = str(_typed(fields, name, str))
    if not value or value.startswith("-") or not value.isprintable() or " " in value:
        raise ValueError(f"{name} must be a name of git")
    return value


def _path(fields: Any, name: str) -> PurePosixPath:
    value = PurePosixPath(_typed(fields, name, str))
    if value.is_absolute() or ".." in value.parts:
        raise ValueError(f"{name} must be inside the repository")
    return value


def _list(fields: Any, name: str) -> tuple[str, ...]:
    return tuple(map(str, _typed(fields, name, list)))


def _typed(fields: Any, name: str, kind: type) -> Any:
    value = fields[name]
    if type(value) is not kind:
        raise TypeError(f"{name} must be of type {kind.__name__}")
    return value
