"""Vectors are taken in the order in which the batches are answered."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import RESULTS_IN_COMPLETION_ORDER
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, SYNC

FLAWED = """\
        tasks = [asyncio.create_task(self._request(batch)) for batch in self._batches(texts)]
        try:
            results = [await done for done in asyncio.as_completed(tasks)]
        finally:
            for task in tasks:  # when one has failed, the others would be paid for nothing
                task.cancel()
"""
CLEAN = FLAWED.replace(
    "[await done for done in asyncio.as_completed(tasks)]", "await asyncio.gather(*tasks)"
)

DEFECT = Defect(
    slug="vectors-as-they-come",
    rule=RESULTS_IN_COMPLETION_ORDER,
    severity=Severity.BLOCKER,
    group="gathering",
    changes=(
        Edit(
            path=EMBEDDING,
            clean=CLEAN,
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SYNC, text="vectors = await self._index.embedder.embed(list(new.values()))"),),
    explanation="as_completed yields the batches in the order in which they are answered, not in "
    "the order of the texts: passages get each other's vectors. Use gather, which keeps it.",
    checks=(HiddenTest(node_id="test_embedding.py::test_vectors_keep_the_order_of_the_texts"),),
    right_fixes=(
        Fix(
            name="the tasks in their own order",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="[await done for done in asyncio.as_completed(tasks)]",
                    new="[await task for task in tasks]",
                ),
            ),
        ),
        Fix(
            name="numbered and sorted",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="(self._request(batch)) for batch in self._batches(texts)]",
                    new="(self._numbered(pair)) for pair in enumerate(self._batches(texts))]",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="results = [await done for done in asyncio.as_completed(tasks)]\n",
                    new="done = [await each for each in asyncio.as_completed(tasks)]\n"
                    "            results = [vectors for _, vectors in "
                    "sorted(done, key=lambda pair: pair[0])]\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    async def question(self",
                    new="    async def _numbered(self, pair: tuple[int, list[str]]) "
                    "-> tuple[int, list[Vector]]:\n"
                    "        return pair[0], await self._request(pair[1])\n\n"
                    "    async def question(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="numbered as they come",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        requests = map(self._request, self._batches(texts))\n"
                    "        by_number = {\n"
                    "            number: await done\n"
                    "            for number, done in enumerate(asyncio.as_completed(requests))\n"
                    "        }\n"
                    "        results = [by_number[number] for number in sorted(by_number)]\n",
                ),
            ),
        ),
    ),
)
