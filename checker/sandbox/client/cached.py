"""Cache what judges answer: nothing runs twice on the same tree."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from checker.model.key import Pack
from checker.model.pack import Tree
from checker.model.result import Outcome, TestResult
from checker.progress import Progress, silent
from checker.sandbox.client.protocol import (
    HiddenTestRequest,
    Judgement,
    JudgeProtocol,
    SuiteClaim,
    parse_judgement,
)
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.tools import Tools
from checker.system import trees
from checker.system.result_cache import ResultCache


class BaselineResults:
    """Results of single hidden tests on trees that many submissions start from.

    They are kept in memory as long as the judges run; a test that a deadline ended is run again. A
    ``ResultCache`` keeps whole answers, and each submission asks about other tests of the same
    dealt tree: here only those are run that no earlier submission asked about.
    """

    MOST = 100

    def __init__(self) -> None:
        self._known: OrderedDict[str, dict[str, TestResult]] = OrderedDict()

    def passing(
        self, pack: Pack, tree: Tree, node_ids: Iterable[str], judge: JudgeProtocol
    ) -> frozenset[str]:
        """Return those of some hidden tests that pass on a tree."""
        name = f"{pack.digest} {judge.level} {trees.digest(tree)}"
        known = self._known.setdefault(name, {})
        self._known.move_to_end(name)
        while len(self._known) > self.MOST:
            self._known.popitem(last=False)
        wanted = {*node_ids}
        results = [each for each in known.values() if each.node_id in wanted]
        if new := sorted(wanted - known.keys()):
            with tempfile.TemporaryDirectory(prefix="messypr-tree-") as folder:
                there = trees.write(tree, Path(folder))
                request = HiddenTestRequest(pack=pack, tree=there, node_ids=tuple(new))
                results += judge.run(request).results
        known |= {each.node_id: each for each in results if not each.broke}
        return frozenset(each.node_id for each in results if each.outcome is Outcome.PASSED)


@dataclass(frozen=True, slots=True)
class CachingJudge:
    """Asks ``judge`` only what is not in the cache.

    It keeps complete answers only: no test that a deadline ended, and no sign of tampering.
    """

    judge: JudgeProtocol
    level: Isolation
    cache: ResultCache
    starting_points: BaselineResults = field(default_factory=BaselineResults)

    @property
    def tools(self) -> Tools:
        """The warm tools of ``judge``."""
        return self.judge.tools

    def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
        """Run hidden tests as ``Judge.run`` does.

        Raises:
            EnvironmentBrokenError: a judge itself failed.
            PackError: a hidden test is not there, or the hidden tests cannot be collected.
        """
        ordered = replace(request, node_ids=tuple(sorted(request.node_ids)))
        inputs = self._inputs(request.pack, request.tree)
        answer = self.cache.get_or_compute(
            ["hidden tests", *inputs, ordered.node_ids, ordered.every],
            lambda: asdict(self.judge.run(ordered, progress)),
            worth_keeping=came_out,
        )
        return parse_judgement(answer)

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests in ``tree``.

        Raises:
            EnvironmentBrokenError: a judge itself failed.
        """
        answer = self.cache.get_or_compute(
            ["own tests", *self._inputs(pack, tree)],
            lambda: asdict(self.judge.suite(pack, tree)),
            worth_keeping=lambda claim: not claim["problem"],
        )
        return SuiteClaim(**answer)

    def _inputs(self, pack: Pack, tree: Path) -> list[str]:
        return [pack.digest, str(self.level), trees.digest(trees.read(tree))]


def came_out(answer: dict[str, Any]) -> bool:
    """Return whether another run of these hidden tests would give the same answer."""
    broke = any(each["broke"] or each["outcome"] == Outcome.ERROR for each in answer["results"])
    return not broke and not answer["integrity"]
