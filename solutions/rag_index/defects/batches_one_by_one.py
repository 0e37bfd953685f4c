"""Batches wait for each other although up to four may be under way."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import INDEPENDENT_AWAITS_ONE_BY_ONE
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, SETTINGS

CLEAN = """\
        tasks = [asyncio.create_task(self._request(batch)) for batch in self._batches(texts)]
        try:
            results = await asyncio.gather(*tasks)
        finally:
            for task in tasks:  # when one has failed, the others would be paid for nothing
                task.cancel()
"""
FLAWED = "        results = [await self._request(batch) for batch in self._batches(texts)]\n"

DEFECT = Defect(
    slug="batches-one-by-one",
    rule=INDEPENDENT_AWAITS_ONE_BY_ONE,
    severity=Severity.MAJOR,
    group="gathering",
    changes=(
        Edit(
            path=EMBEDDING,
            clean=CLEAN,
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SETTINGS, text="max_in_flight: int = 4"),),
    explanation="The batches of a document are awaited one after the other, so only one request "
    "is ever under way and max_in_flight means nothing. Start them together with gather.",
    checks=(HiddenTest(node_id="test_embedding.py::test_batches_are_under_way_together"),),
    right_fixes=(
        Fix(
            name="gather over a list",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        requests = [self._request(batch) for batch in self._batches(texts)]\n"
                    "        results = await asyncio.gather(*requests)\n",
                ),
            ),
        ),
        Fix(
            name="tasks that are all started first",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        results = [await task for task in self._started(texts)]\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    async def question(self",
                    new="    def _started(self, texts: Sequence[str]) "
                    "-> list[asyncio.Task[list[Vector]]]:\n"
                    "        return [asyncio.create_task(self._request(batch)) "
                    "for batch in self._batches(texts)]\n\n"
                    "    async def question(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a task each, awaited at once",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        results = [\n"
                    "            await asyncio.create_task(self._request(batch))\n"
                    "            for batch in self._batches(texts)\n"
                    "        ]\n",
                ),
            ),
        ),
    ),
)
