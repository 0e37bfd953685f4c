"""What only graders see: the answer key and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeAlias

from checker.model.mess import FalseClaim, StaleComment
from checker.model.pack import PullRequest
from checker.model.profile import PLAIN, Profile
from checker.rules.rule import Rule, Severity

if TYPE_CHECKING:  # importing it takes a third of a second, and `messypr list` does not need it
    import libcst as cst


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Text of the reference that occurs exactly once in ``path``, and the flawed text for it."""

    path: PurePosixPath
    clean: str
    flawed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFile:
    """A file that the pull request should not have added."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFile:
    """A file of the reference that the pull request left out."""

    path: PurePosixPath


Change: TypeAlias = Edit | AddFile | RemoveFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Another place of a defect: text that occurs exactly once in the dealt ``path``."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A name of the contract that ``path`` must define; "" requires only the file."""

    path: PurePosixPath
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTest:
    """A pytest node id below the key's ``tests``; the test must pass."""

    node_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LintCheck:
    """A ruff rule that must report nothing in any Python file of the package.

    ``visible`` says that the repository's own configuration reports it too.
    """

    code: str
    anchor: Anchor
    visible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCheck:
    """A mypy error code that must not be reported in any Python file of the package."""

    code: str
    anchor: Anchor
    visible: bool = False


Modules: TypeAlias = "Mapping[PurePosixPath, cst.Module]"
"""The parsed Python files of a tree, package and tests, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCheck:
    """A question about the syntax trees of the submission; the answer must be yes.

    The question is asked in a child process that can be killed, never in the judge.
    """

    anchor: Anchor
    holds: Callable[[Modules], bool]
    asks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCheck:
    """A question about files as bytes; every requirement must hold.

    ``absent`` paths must not exist, ``lacks`` must occur in no file of the submission, and
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
    """Text of the flawed tree that occurs exactly once in ``path``, and the text for it.

    An empty ``old`` creates the file; an empty ``new`` for a whole file's text deletes it.
    """

    path: PurePosixPath
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A fix for a defect that is planted alone; ``imports`` are lines to add."""

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

    ``imports`` are import lines that the flawed text needs; imports that it leaves unused are
    removed. Of one ``group`` at most one defect is drawn. ``misnomer`` is the misleading
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
        """Whether the defect shows only to a reader who compares two places of the code."""
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
    """A true remark that is no defect of the key: it counts as neutral."""

    slug: str
    paths: tuple[PurePosixPath, ...]
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment of the sample, on the lines of a text that occurs exactly once in its file."""

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
    """A pack's secrets: the pool of defects, and the tests and texts that prove them."""

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
    """One pull request with all its secrets; ``digest`` covers every byte that decides a deal."""

    pr: PullRequest
    key: AnswerKey
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """What a candidate is dealt: a pack, a seed and the defects that they select.

    An organiser's ``salt`` prevents a search for the seed.
    """

    pack: Pack
    seed: int
    defects: tuple[Defect, ...]
    profile: Profile = PLAIN
    salt: bytes = field(default=b"", repr=False)
