"""Find the hidden tests that fail on a tree; results are kept per file of tests.

A file of tests that has not changed is not run again on the same tree, so that a new hidden test
costs only its own runs.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.model.pack import Tree
from checker.model.result import Outcome
from checker.prove.proof import PackTrees
from checker.prove.reach import Reach
from checker.prove.trial_cache import TrialCache
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import trees

TESTS_PER_RUN = 20


class TooManyHangsError(Exception):
    """So many hidden tests gave no answer that it is useless to run the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTests:
    """The hidden tests of a pack, the digests of their files, and which run no own tests."""

    files: Mapping[str, str]
    quick: frozenset[str]

    def state_of(self, names: Iterable[str]) -> str:
        """Return everything besides the tree that decides the results of some tests."""
        return " ".join(f"{name}@{self.files.get(_file(name), '')}" for name in sorted(names))


def hidden_tests(folder: Path, collected: Iterable[str]) -> HiddenTests:
    """Return the hidden tests below a folder; ``collected`` are the quick ones."""
    sources = {each.name: each.read_bytes() for each in sorted(folder.rglob("*.py"))}
    shared = b"".join(text for name, text in sources.items() if not name.startswith("test_"))
    return HiddenTests(
        files={
            name: hashlib.sha256(shared + text).hexdigest()[:16] for name, text in sources.items()
        },
        quick=frozenset(name.partition("[")[0] for name in collected),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialContext:
    """What every trial needs, and the results of earlier ones."""

    on: PackTrees
    tests: HiddenTests
    reach: Reach
    memory: TrialCache

    def kept(self, tree: Tree, about: str, work: Callable[[], list[str]]) -> list[str]:
        """Return the earlier result of some work on a tree, or do the work and keep its result."""
        known = self.memory.recall(tree, about)
        if known is not None:
            return list(known["words"])
        words = work()
        self.memory.keep(tree, {"words": words}, about)
        return words

    def failing(
        self,
        names: Iterable[str],
        tree: Tree,
        judge: JudgeProtocol,
        *,
        most_lost: int | None = None,
    ) -> frozenset[str]:
        """Return those of some hidden tests that fail on a tree.

        Raises:
            HangingError: more than ``most_lost`` of them got no answer.
        """
        by_file: dict[str, list[str]] = {}
        for name in sorted({*names}):
            by_file.setdefault(_file(name), []).append(name)
        states = {file: self.tests.state_of(mine) for file, mine in by_file.items()}
        known = {file: self.memory.recall(tree, state) for file, state in states.items()}
        new = [name for file, mine in by_file.items() if known[file] is None for name in mine]
        failed = {name for each in known.values() if each is not None for name in each["words"]}
        failed |= self._run(new, tree, judge, most_lost)
        for file, mine in by_file.items():
            if known[file] is None:
                self.memory.keep(tree, {"words": sorted(failed & {*mine})}, states[file])
        return frozenset(failed)

    def _run(
        self, names: Sequence[str], tree: Tree, judge: JudgeProtocol, most_lost: int | None
    ) -> set[str]:
        """Return which hidden tests fail; if many hang, only the first ones are run."""
        passed: set[str] = set()
        failed: set[str] = set()
        lost = 0
        with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
            folder = trees.write(tree, Path(scratch))
            for start in range(0, len(names), TESTS_PER_RUN):
                some = names[start : start + TESTS_PER_RUN]
                for result in judge.run(self.on.pack, folder, some).results:
                    well = result.outcome is Outcome.PASSED
                    (passed if well else failed).add(result.node_id.partition("[")[0])
                    lost += result.broke
                if most_lost is not None and lost > most_lost:
                    raise TooManyHangsError(f"{lost} hidden tests were lost")
        return {*names} - (passed - failed)


def _file(name: str) -> str:
    return name.partition("::")[0]
