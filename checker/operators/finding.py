"""Find every site of every operator in a reference, with the edits that plant its defect."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path, PurePosixPath

from checker.errors import EnvironmentBrokenError
from checker.model.key import Edit, Planting
from checker.model.pack import PullRequest, Tree
from checker.model.scopes import scope_at
from checker.operators.catalogue import OPERATORS
from checker.operators.operator import Mutation, Operator, ParsedModule, planted
from checker.parsing import parse
from checker.sandbox.isolation import run_tool
from checker.system.tools import RUFF

TIMEOUT_SECONDS = 60.0
NEAR_LINES = 2  # unchanged lines between two hunks that are read as one


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorSite:
    """One site of an operator in a reference, with the edits that would be planted there.

    ``fresh`` says that the pull request adds the lines that the defect changes; for other sites its
    diff shows the former text of the lines.
    """

    slug: str
    operator: str
    scope: str
    edits: tuple[Edit, ...]
    imports: tuple[str, ...]
    names: Mapping[str, str]
    fresh: bool

    @property
    def planting(self) -> Planting:
        """What planting it changes."""
        return Planting(slug=self.slug, changes=self.edits, imports=self.imports)


def find(
    pr: PullRequest, base: Tree, reference: Tree, operators: Iterable[Operator] = OPERATORS
) -> tuple[OperatorSite, ...]:
    """Return every site in the files that the pull request touches, in order.

    Two sites that plant the same text are one.
    """
    operators = tuple(operators)
    paths = [p for p in sorted(reference) if _searched(pr, p) and base.get(p) != reference[p]]
    raw = [(path, *each) for path in paths for each in _mutants(path, reference[path], operators)]
    texts = formatted([(path, text) for path, _, _, _, text in raw], pr.base / "pyproject.toml")
    found: dict[tuple[Edit, ...], OperatorSite] = {}
    numbers: Counter[str] = Counter()
    for (path, operator, mutation, line, _), text in zip(raw, texts, strict=True):
        clean = reference[path].decode()
        edits, fresh = edits_between(path, clean, text, base.get(path, b"").decode())
        if not edits or edits in found:
            continue
        scope = scope_at(clean, line)
        slug = _slug(operator, path, scope)
        numbers[slug] += 1
        found[edits] = OperatorSite(
            slug=slug if numbers[slug] == 1 else f"{slug}-{numbers[slug]}",
            operator=operator.name,
            scope=scope,
            edits=edits,
            imports=mutation.imports,
            names={**mutation.names, "function": scope.rpartition(".")[2] or path.stem},
            fresh=fresh,
        )
    return tuple(found.values())


def formatted(sources: Iterable[tuple[PurePosixPath, str]], config: Path) -> list[str]:
    """Return sources as ruff formats them under a project's configuration.

    Raises:
        EnvironmentBrokenError: ruff cannot format the source.
    """
    with tempfile.TemporaryDirectory(prefix="messypr-format-") as scratch:
        files = []
        for number, (path, text) in enumerate(sources):
            file = Path(scratch, f"{number:04}_{path.name}")
            file.write_text(text, "utf-8")
            files.append(file)
        command = [*RUFF, "format", "--quiet", "--no-cache", "--config", str(config), "."]
        done = run_tool.run(command, cwd=Path(scratch), seconds=TIMEOUT_SECONDS)
        if done.returncode:
            raise EnvironmentBrokenError(f"ruff cannot format: {done.stderr[:200].strip()}")
        return [file.read_text("utf-8") for file in files]


def edits_between(
    path: PurePosixPath, clean: str, flawed: str, before: str
) -> tuple[tuple[Edit, ...], bool]:
    """Return the edits that turn the clean text into the flawed one; each is found once in the clean one.

    Also returns whether all lines that they change are new since ``before``.
    """
    old, new = clean.splitlines(keepends=True), flawed.splitlines(keepends=True)
    known = _lines_of_base(before, old)
    hunks = _hunks(old, new)
    fresh = all(known.isdisjoint(range(a, max(b, a + 1))) for a, b, _, _ in hunks)
    edits = tuple(_edit(path, clean, old, new, hunk) for hunk in hunks)
    return edits, fresh


def _mutants(
    path: PurePosixPath, content: bytes, operators: Iterable[Operator]
) -> Iterator[tuple[Operator, Mutation, int, str]]:
    source = ParsedModule(content.decode(), str(path))
    for operator in operators:
        for mutation in operator.sites(source):
            text = planted(source, mutation)
            if _parses(text) and text != source.text:
                yield operator, mutation, min(map(source.line, mutation.swaps)), text


def _parses(text: str) -> bool:
    try:
        parse(text)
    except SyntaxError:
        return False
    return True


def _searched(pr: PullRequest, path: PurePosixPath) -> bool:
    return path.suffix == ".py" and (path.is_relative_to(pr.package) or _is_test(pr, path))


def _is_test(pr: PullRequest, path: PurePosixPath) -> bool:
    return path.is_relative_to(pr.tests) and path.name.startswith("test_")


def _slug(operator: Operator, path: PurePosixPath, scope: str) -> str:
    where = scope.rpartition(".")[2] or path.stem
    words = re.sub(r"[^a-z0-9]+", "-", f"{path.stem}-{where}".lower()).strip("-")
    return f"{operator.name}-in-{words}"


def _lines_of_base(before: str, lines: list[str]) -> set[int]:
    """Return the numbers of the lines that the pull request has not added."""
    matcher = SequenceMatcher(None, before.splitlines(keepends=True), lines, autojunk=False)
    return {
        n for block in matcher.get_matching_blocks() for n in range(block.b, block.b + block.size)
    }


def _hunks(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the changed ranges of lines, with ranges near each other joined."""
    hunks: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if hunks and a - hunks[-1][1] <= NEAR_LINES:
            hunks[-1] = (hunks[-1][0], b, hunks[-1][2], d)
        else:
            hunks.append((a, b, c, d))
    return hunks


def _edit(
    path: PurePosixPath, clean: str, old: list[str], new: list[str], hunk: tuple[int, int, int, int]
) -> Edit:
    """Return an edit with as many lines around it as make it unique and leave a line to comment on."""
    a, b, c, d = hunk
    below = True
    while not _enough(clean, "".join(old[a:b]), "".join(new[c:d])):
        if (below and b < len(old)) or a == 0:
            b, d = b + 1, d + 1
        else:
            a, c = a - 1, c - 1
        below = not below
    return Edit(path=path, clean="".join(old[a:b]), flawed="".join(new[c:d]))


def _enough(clean: str, old: str, new: str) -> bool:
    return bool(old.strip()) and bool(new.strip()) and clean.count(old) == 1
