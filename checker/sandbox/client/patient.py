"""Ask again about hidden tests that came to no answer: this machine may have been busy."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from checker.model.key import Pack
from checker.progress import Progress, silent
from checker.sandbox.client.protocol import (
    HiddenTestRequest,
    Judgement,
    JudgeProtocol,
    SuiteClaim,
)
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.judge.import_watch import NOT_IMPORTED
from checker.sandbox.warm.tools import Tools

PATIENCE: Final = 2.0  # times what each answer may take
MOST_LOST_AGAIN: Final = 2
MOST_SECONDS: Final = 30.0  # for tests that are lost again


@dataclass(frozen=True, slots=True)
class PatientJudge:
    """Runs each hidden test that came to no answer once more, by itself and with more time.

    A machine that is busy or slow must not cost a candidate a point. Code that hangs does so again:
    after two tests, or half a minute, what is left of them is not asked again.
    """

    judge: JudgeProtocol

    @property
    def level(self) -> Isolation:
        """The isolation level of ``judge``."""
        return self.judge.level

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
        judgement = self.judge.run(request, progress)
        results = {each.node_id: each for each in judgement.results}
        integrity = judgement.integrity
        lost = [each for each in judgement.results if each.broke]
        if any(each.message == NOT_IMPORTED for each in lost):
            return judgement  # that was asked by itself already
        again, spent_s = 0, 0.0
        for each in lost:
            if again >= MOST_LOST_AGAIN or spent_s >= MOST_SECONDS:
                break
            began = time.monotonic()
            alone = replace(request, node_ids=(each.node_id,), every=False, patience=PATIENCE)
            second = self.judge.run(alone)
            results |= {result.node_id: result for result in second.results}
            integrity += second.integrity
            if any(result.broke for result in second.results):
                again, spent_s = again + 1, spent_s + time.monotonic() - began
        return Judgement(results=tuple(results.values()), integrity=integrity)

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests in ``tree``.

        Raises:
            EnvironmentBrokenError: a judge itself failed.
        """
        return self.judge.suite(pack, tree)
