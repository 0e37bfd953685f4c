"""Find the hidden tests that fail on a tree; results are kept per file of tests.

A file of tests that has not changed is not run again on the same tree, so that a new hidden test
costs only its own runs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.model.pack import Tree
from checker.model.result import Outcome
from checker.prove.hidden_tests import HiddenTests, file_of_test
from checker.prove.proof import PackTrees
from checker.prove.reach import Reach
from checker.sandbox.client.protocol import HiddenTestRequest, JudgeProtocol
from checker.system import trees
from checker.system.result_cache import MISSING, ResultCache

TESTS_PER_RUN = 20


class TooManyHangsError(Exception):
    """So many hidden tests gave no answer that it is useless to run the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialContext:
    """What every trial needs, and the results of earlier ones."""

    on: PackTrees
    tests: HiddenTests
    reach: Reach
    cache: ResultCache

    def kept(self, tree: Tree, about: str, work: Callable[[], list[str]]) -> list[str]:
        """Return the earlier result of some work on a tree, or do the work and keep its result."""
        inputs = [about, trees.digest(tree)]
        return list(self.cache.get_or_compute(inputs, work, worth_keeping=lambda _: True))

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
            TooManyHangsError: more than ``most_lost`` of them got no answer.
        """
        by_file: dict[str, list[str]] = {}
        for name in sorted({*names}):
            by_file.setdefault(file_of_test(name), []).append(name)
        states = {file: self.tests.state_of(mine) for file, mine in by_file.items()}
        named = trees.digest(tree)
        found = {file: self.cache.find([state, named]) for file, state in states.items()}
        known = {file: kept for file, kept in found.items() if kept is not MISSING}
        new = [name for file, mine in by_file.items() if file not in known for name in mine]
        failed = {name for each in known.values() for name in each}
        failed |= self._run(new, tree, judge, most_lost)
        for file in by_file.keys() - known.keys():
            self.cache.keep([states[file], named], sorted(failed & {*by_file[file]}))
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
                some = tuple(names[start : start + TESTS_PER_RUN])
                request = HiddenTestRequest(pack=self.on.pack, tree=folder, node_ids=some)
                for result in judge.run(request).results:
                    well = result.outcome is Outcome.PASSED
                    (passed if well else failed).add(result.node_id.partition("[")[0])
                    lost += result.broke
                if most_lost is not None and lost > most_lost:
                    raise TooManyHangsError(f"{lost} hidden tests were lost")
        return {*names} - (passed - failed)
