"""What only graders see: the answer key and its parts. A key imports all of them from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from checker.model.changes import (
    AddFile,
    Change,
    Edit,
    Fix,
    Planting,
    RemoveFile,
    Replacement,
    Site,
)
from checker.model.checks import (
    Anchor,
    Check,
    FileCheck,
    HiddenTest,
    LintCheck,
    Modules,
    StructureCheck,
    TypeCheck,
)
from checker.model.mess import FalseClaim, StaleComment
from checker.model.pack import PullRequest
from checker.model.profile import PLAIN, Profile
from checker.rules.rule import Rule, Severity

__all__ = [
    "Acceptable",
    "AddFile",
    "Anchor",
    "AnswerKey",
    "Challenge",
    "Change",
    "Check",
    "Decoy",
    "Defect",
    "Edit",
    "FileCheck",
    "Fix",
    "HiddenTest",
    "LintCheck",
    "Modules",
    "Pack",
    "Planting",
    "Remark",
    "RemoveFile",
    "Replacement",
    "Sample",
    "Site",
    "StructureCheck",
    "TypeCheck",
]


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
