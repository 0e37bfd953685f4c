"""What only graders see: the answer key and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from checker.model.mess import FalseClaim, StaleComment
from checker.model.pack import PullRequest
from checker.model.profile import PLAIN, Profile
from checker.rules.rule import Rule, Severity

if TYPE_CHECKING:  # a third of a second, and `messypr list` parses nothing
    import libcst as cst


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Text of the reference, found exactly once in ``path``, and what the PR says instead."""

    path: PurePosixPath
    clean: str
    flawed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFile:
    """A file that the PR should not have brought."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFile:
    """A file of the reference that the PR left out."""

    path: PurePosixPath


Change: TypeAlias = Edit | AddFile | RemoveFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A second place of a defect: text found exactly once in the dealt ``path``."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A name of the contract that must be defined in ``path``; "" asks for the file alone."""

    path: PurePosixPath
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTest:
    """A pytest node id below the key's ``tests``; it must pass."""

    node_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintCheck:
    """A ruff rule that must be silent in every Python file of the package.

    ``visible`` says that the repository's own configuration reports it too.
    """

    code: str
    anchor: Anchor
    visible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCheck:
    """A mypy error code that must be silent in every Python file of the package."""

    code: str
    anchor: Anchor
    visible: bool = False


Modules: TypeAlias = "Mapping[PurePosixPath, cst.Module]"
"""The parsed Python files of a tree, package and tests, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """A question about the syntax trees of the submission; it must hold.

    The question is asked in a killable child, never in the judge.
    """

    anchor: Anchor
    holds: Callable[[Modules], bool]
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """A question about files as bytes; all that is asked must hold.

    ``absent`` paths must not be there, ``lacks`` must stand in no file of the submission, and
    ``toml`` is asked about the parsed document at ``path``.
    """

    anchor: Anchor
    absent: tuple[PurePosixPath, ...] = ()
    lacks: tuple[bytes, ...] = ()
    path: PurePosixPath | None = None
    toml: Callable[[Mapping[str, object]], bool] | None = None
    asks: str


Check: TypeAlias = HiddenTest | LintCheck | TypeCheck | StructureCheck | FileCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """Text of the flawed tree, found exactly once in ``path``, and what a fix says instead.

    An empty ``old`` creates the file; an empty ``new`` for a whole file's text deletes it.
    """

    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """Someone's attempt at repairing a defect planted alone; ``imports`` are lines to add."""

    name: str
    replacements: tuple[Replacement, ...]
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Planting:
    """What is changed in the reference at once: a defect without the words and checks about it.

    ``sites`` are further places that it is seen at, ``imports`` lines that the new text needs.
    """

    slug: str
    changes: tuple[Change, ...]
    sites: tuple[Site, ...] = ()
    imports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One planted instance of a rule.

    ``imports`` are import lines that the flawed text needs; what it leaves unused is removed.
    ``group`` names what may be planted only once per draw. ``misnomer`` is the misleading
    identifier of a naming defect. ``paraphrases`` and ``near_misses`` are an operator's: comments
    that find the defect and comments that do not, beside the wordings that the pack has for it.
    """

    slug: str
    rule: Rule
    severity: Severity
    changes: tuple[Change, ...]
    explanation: str
    checks: tuple[Check, ...]
    right_fixes: tuple[Fix, ...]
    wrong_fixes: tuple[Fix, ...]
    imports: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    group: str = ""
    misnomer: str = ""
    paraphrases: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    @property
    def planting(self) -> Planting:
        """What planting it changes."""
        return Planting(
            slug=self.slug, changes=self.changes, sites=self.sites, imports=self.imports
        )

    @property
    def two_places(self) -> bool:
        """Whether two places in the code must be seen together."""
        return len(self.changes) + len(self.sites) > 1

    @property
    def visible(self) -> bool:
        """Whether the repository's own linters report it."""
        return any(isinstance(c, LintCheck | TypeCheck) and c.visible for c in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoy:
    """Code of the reference that looks wrong and is right."""

    slug: str
    site: Site
    why: str
    accusations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptable:
    """A true remark that is no defect of the key: neutral."""

    slug: str
    paths: tuple[PurePosixPath, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the sample, on the lines of a text found exactly once in the dealt path."""

    site: Site
    body: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A plausible submission to one deal of the pack, for demonstration."""

    seed: int
    remarks: tuple[Remark, ...]
    body: str
    fix: Fix


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerKey:
    """A pack's secrets: the pool of defects and what proves them."""

    slug: str
    feature: Path
    tests: Path
    defects: tuple[Defect, ...]
    decoys: tuple[Decoy, ...]
    acceptable: tuple[Acceptable, ...]
    sample: Sample
    boasts: tuple[FalseClaim, ...] = ()
    stale: tuple[StaleComment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One pull request with all its secrets; ``digest`` is of every byte that decides a deal."""

    pr: PullRequest
    key: AnswerKey
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a candidate is dealt: a pack, a seed and the defects that these choose.

    An organiser's ``salt`` keeps the seed from being searched for.
    """

    pack: Pack
    seed: int
    defects: tuple[Defect, ...]
    profile: Profile = PLAIN
    salt: bytes = field(default=b"", repr=False)
