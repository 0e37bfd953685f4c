"""Run ruff with messypr's own configuration alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checker.checks.evidence import CheckEvidence, missing
from checker.errors import EnvironmentBrokenError
from checker.model.key import Check, LintCheck
from checker.model.pack import Tree
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.system.tools import RUFF

TIMEOUT_SECONDS = 60.0
FOUND = {0, 1}
UNREADABLE = "E902"  # without it ruff skips a file that is not UTF-8
# The candidate's configuration, noqa comments, .gitignore and caches are ignored.
OURS = ("check", "--isolated", "--no-cache", "--ignore-noqa", "--no-respect-gitignore")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class LintFinding:
    """One finding of a linter or type checker."""

    path: str
    code: str
    line: int
    message: str


def run(
    checks: Iterable[LintCheck],
    tree: Tree,
    folder: Path,
    package: PurePosixPath,
    level: Isolation | None = None,
) -> dict[Check, CheckEvidence]:
    """Return for each check whether ruff reports its code in no file of the package."""
    checks = tuple(checks)
    if not checks:
        return {}
    codes = sorted({UNREADABLE, *(check.code for check in checks)})
    files = sorted(p for p in tree if p.suffix == ".py" and p.is_relative_to(package))
    try:
        found = findings(folder, files, select=codes, preview=True, level=level)
    except EnvironmentBrokenError as error:
        return {
            check: CheckEvidence(holds=False, words=str(error), inconclusive=True)
            for check in checks
        }
    return {check: _evidence(check, tree, found) for check in checks}


def findings(
    folder: Path,
    files: Iterable[PurePosixPath],
    *,
    select: Iterable[str] = (),
    config: Path | None = None,
    preview: bool = False,
    level: Isolation | None = None,
) -> list[LintFinding]:
    """Return what ruff reports for the selected codes, or for one of messypr's configurations.

    Raises:
        EnvironmentBrokenError: ruff gave no answer that can be read.
    """
    named = [str(file) for file in files]
    options = ["--output-format", "json", *(["--preview"] if preview else [])]
    if config is not None:
        ours = ["check", "--config", str(config), "--no-cache", "--no-respect-gitignore"]
    else:
        ours = [*OURS, "--select", ",".join(select)]
    command = [*RUFF, *ours, *options, "--", *named]
    done = run_tool.run(command, cwd=folder, seconds=TIMEOUT_SECONDS, level=level)
    if done.returncode not in FOUND:
        raise EnvironmentBrokenError(
            f"ruff ended with {done.returncode}: {done.stderr[:200].strip()}"
        )
    return sorted(
        LintFinding(
            path=str(PurePosixPath(Path(each["filename"]).resolve().relative_to(folder.resolve()))),
            code=each["code"] or "syntax",
            line=each["location"]["row"],
            message=each["message"],
        )
        for each in json.loads(done.stdout)
    )


def counted(found: Iterable[LintFinding]) -> Counter[tuple[str, str]]:
    """Return how often each code was reported in each file."""
    return Counter((finding.path, finding.code) for finding in found)


def _evidence(check: LintCheck, tree: Tree, found: list[LintFinding]) -> CheckEvidence:
    if gone := missing(tree, check.anchor):
        return CheckEvidence(holds=False, words=gone)
    mine = [finding for finding in found if finding.code == check.code]
    broken = [
        finding for finding in found if finding.code in {"syntax", "invalid-syntax", UNREADABLE}
    ]
    if broken:
        return CheckEvidence(holds=False, words=f"{broken[0].path} does not parse")
    if mine:
        first = mine[0]
        words = f"ruff {first.code} at {first.path}:{first.line}"
        return CheckEvidence(holds=False, words=words, said=first.message)
    return CheckEvidence(holds=True, words=f"ruff {check.code} is silent")
