"""Whether the pull request's own tests can fail."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Mutant, ProjectTests
from solutions.llm_gateway.places import SERVING

AT_THE_SAME_TIME = """\
# {what}
import collections
import dataclasses

_ask = Gateway.ask
_under_way: dict[Ask, int] = collections.Counter()


async def _alike(self: Gateway, ask: Ask) -> str:
    alike = _under_way[ask]
    _under_way[ask] += 1
    try:
        {how}
    finally:
        _under_way[ask] -= 1


Gateway.ask = _alike
"""
CLOSED = """\
# {what}
_ask = Gateway.ask


async def _late(self: Gateway, ask: Ask) -> str:
    if self.health().closing:
        {how}
    return await _ask(self, ask)


Gateway.ask = _late
"""


def alike(what: str, how: str) -> Mutant:
    return Mutant(path=SERVING, code=AT_THE_SAME_TIME.format(what=what, how=how))


def closed(what: str, how: str) -> Mutant:
    return Mutant(path=SERVING, code=CLOSED.format(what=what, how=how))


@pytest.mark.target("tests")
def test_calls_that_are_not_shared_are_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        alike(
            "who asks at the same time gets a call of its own",
            "return await _ask(self, dataclasses.replace(ask, max_tokens=ask.max_tokens + alike))",
        ),
        alike(
            "who asks second gets another text",
            'return await _ask(self, ask) + "!" * alike',
        ),
        alike(
            "who asks second gets nothing",
            'return "" if alike else await _ask(self, ask)',
        ),
    )


@pytest.mark.target("tests")
def test_asks_that_a_closed_gateway_takes_are_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        closed("a closed gateway answers", 'return "late"'),
        closed("a closed gateway answers with nothing", 'return ""'),
        closed("a closed gateway repeats the question", "return ask.prompt"),
    )
