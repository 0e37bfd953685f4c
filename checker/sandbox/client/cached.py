"""What does not run again what was run before."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from checker.model.key import Pack
from checker.model.pack import Tree
from checker.model.result import Outcome, TestResult
from checker.progress import Progress, silent
from checker.sandbox.client.protocol import Judgement, JudgeProtocol, SuiteClaim
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.tools import Tools
from checker.system import result_cache, trees
from checker.system.result_cache import ResultCache


class BaselineResults:
    """What hidden tests came to on trees that many submissions start from.

    Kept in memory, as long as judges stay; a test that a deadline ended is asked for again.
    """

    MOST = 100

    def __init__(self) -> None:
        self._known: OrderedDict[str, dict[str, TestResult]] = OrderedDict()

    def passing(
        self, pack: Pack, tree: Tree, node_ids: Iterable[str], judge: JudgeProtocol
    ) -> frozenset[str]:
        """Return those of some hidden tests that pass on a tree."""
        name = f"{pack.digest} {judge.level} {result_cache.digest(tree)}"
        known = self._known.setdefault(name, {})
        self._known.move_to_end(name)
        while len(self._known) > self.MOST:
            self._known.popitem(last=False)
        wanted = {*node_ids}
        results = [each for each in known.values() if each.node_id in wanted]
        if new := sorted(wanted - known.keys()):
            with tempfile.TemporaryDirectory(prefix="messypr-tree-") as folder:
                results += judge.run(pack, trees.write(tree, Path(folder)), new).results
        known |= {each.node_id: each for each in results if not each.broke}
        return frozenset(each.node_id for each in results if each.outcome is Outcome.PASSED)


@dataclass(frozen=True, slots=True)
class CachingJudge:
    """Asks ``judge`` only what stands on no cache.

    Kept is what came to an answer: neither what a deadline ended nor what spoke against the
    player's honesty.
    """

    judge: JudgeProtocol
    level: Isolation
    cache: ResultCache
    starting_points: BaselineResults = field(default_factory=BaselineResults)

    @property
    def tools(self) -> Tools:
        """The warm tools of ``judge``."""
        return self.judge.tools

    def run(
        self,
        pack: Pack,
        tree: Path,
        node_ids: Iterable[str],
        *,
        every: bool = False,
        progress: Progress = silent,
    ) -> Judgement:
        """Run hidden tests as ``Judge.run`` does."""
        named = sorted(node_ids)

        def ask() -> dict[str, Any]:
            found = self.judge.run(pack, tree, named, every=every, progress=progress)
            results = [asdict(result) for result in found.results]
            return {"results": results, "integrity": list(found.integrity)}

        answer = self.cache.get_or_compute(
            ["hidden tests", *self._ground(pack, tree), named, every], ask, worth_keeping=came_out
        )
        return Judgement(
            results=tuple(
                TestResult(**{**each, "outcome": Outcome(each["outcome"])})
                for each in answer["results"]
            ),
            integrity=tuple(answer["integrity"]),
        )

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests that stand in ``tree``."""
        answer = self.cache.get_or_compute(
            ["own tests", *self._ground(pack, tree)],
            lambda: asdict(self.judge.suite(pack, tree)),
            worth_keeping=lambda claim: not claim["problem"],
        )
        return SuiteClaim(**answer)

    def _ground(self, pack: Pack, tree: Path) -> list[str]:
        return [pack.digest, str(self.level), result_cache.digest(trees.read(tree))]


def came_out(answer: dict[str, Any]) -> bool:
    """Return whether hidden tests came to an answer that would be the same tomorrow."""
    broke = any(each["broke"] or each["outcome"] == Outcome.ERROR for each in answer["results"])
    return not broke and not answer["integrity"]
