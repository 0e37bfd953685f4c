"""A test of sharing asks one after the other, and the cache answers."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.testing import PASSES_FOR_ANOTHER_REASON
from solutions.llm_gateway.places import TESTS

CLEAN = """\
        async with gateway(api, settings(tmp_path, cache_ttl_s=0)) as opened:
            texts = await asyncio.gather(*(opened.ask(ask()) for _ in range(3)))
"""
FLAWED = """\
        async with gateway(api, settings(tmp_path)) as opened:
            texts = [await opened.ask(ask()) for _ in range(3)]
"""

DEFECT = Defect(
    slug="shared-one-after-the-other",
    rule=PASSES_FOR_ANOTHER_REASON,
    severity=Severity.MAJOR,
    changes=(Edit(path=TESTS, clean=CLEAN, flawed=FLAWED),),
    explanation="The three asks are awaited one after the other, so the cache answers and nothing is "
    "shared: the test passes without Sharing. Ask at the same time and switch the cache off.",
    checks=(
        HiddenTest(node_id="test_project_tests.py::test_calls_that_are_not_shared_are_noticed"),
    ),
    right_fixes=(
        Fix(
            name="a group of tasks",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="        async with gateway(api, settings(tmp_path)) as opened:\n"
                    "            tasks = [asyncio.create_task(opened.ask(ask())) for _ in range(3)]\n"
                    "            texts = [await task for task in tasks]\n",
                ),
            ),
        ),
        Fix(
            name="gathered",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="        async with gateway(api, settings(tmp_path)) as opened:\n"
                    "            asks = [opened.ask(ask()) for _ in range(3)]\n"
                    "            texts = list(await asyncio.gather(*asks))\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="more of them, one after the other",
            replacements=(
                Replacement(
                    path=TESTS,
                    old="            texts = [await opened.ask(ask()) for _ in range(3)]\n",
                    new="            texts = [await opened.ask(ask()) for _ in range(30)][:3]\n",
                ),
            ),
        ),
    ),
)
