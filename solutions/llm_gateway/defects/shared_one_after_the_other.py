"""A test of sharing asks one after the other, and the cache answers."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
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
    rubric=Rubric(
        what=(
            "one after the other",
            "one by one",
            "sequential",
            "sequentially",
            "in sequence",
            "not concurrent",
            "not concurrently",
            "not at the same time",
            "not in parallel",
            "no concurrency",
            "awaited in a loop",
            "served from the cache",
            "from the cache",
            "cache hit",
            "cache hits",
            "the cache answers",
            "hits the cache",
        ),
        why=(
            "cache",
            "nothing is shared",
            "never shared",
            "does not test sharing",
            "doesn't test sharing",
            "not test sharing",
            "tests the cache",
            "tests only the cache",
            "passes without sharing",
            "without sharing",
            "for another reason",
            "passes anyway",
            "always passes",
            "sharing is not tested",
            "sharing is never",
        ),
        fix=(
            "gather",
            "asyncio.gather",
            "at the same time",
            "concurrently",
            "cache_ttl_s=0",
            "disable the cache",
            "switch the cache off",
            "without the cache",
            "turn off the cache",
        ),
        paraphrases=(
            (
                "The asks run sequentially, so the second and third come from the cache: this test does "
                "not test sharing at all. Use asyncio.gather and cache_ttl_s=0."
            ),
            "sequential asks: this tests only the cache",
            "Please ask concurrently with gather, awaited in a loop nothing is shared.",
            (
                "Would this test not pass without sharing, too? The asks are made one by one and served "
                "from the cache."
            ),
            (
                "With the default TTL the cache answers the later asks and the test passes for another "
                "reason."
            ),
            "The test is calling one after the other, so it only tests the cache.",
        ),
        near_misses=("Three asks are not many, I would use a hundred.",),
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
