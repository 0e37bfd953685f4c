"""A question holds a place of the gate while its request waits for another."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import SEMAPHORE_TAKEN_TWICE
from solutions.rag_index.places import EMBEDDING

FLAWED = "        async with self._gate:\n            [vector] = await self.embed([text])\n"

DEFECT = Defect(
    slug="gate-taken-twice",
    rule=SEMAPHORE_TAKEN_TWICE,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=EMBEDDING,
            clean="        [vector] = await self.embed([text])\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=EMBEDDING, text="        async with self._gate:\n            try:\n"),),
    explanation="_question takes the gate and then embed takes the same semaphore again in "
    "_request: with max_in_flight questions at once each waits for the others, for ever. Take "
    "the gate in _request alone.",
    checks=(
        HiddenTest(
            node_id="test_questions.py::test_one_request_at_a_time_is_enough_for_a_question"
        ),
    ),
    right_fixes=(
        Fix(
            name="straight to the request",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        [vector] = await self._request([text])\n",
                ),
            ),
        ),
        Fix(
            name="a gate for questions alone",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        async with self._asking:\n"
                    "            [vector] = await self.embed([text])\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="        self.tokens = 0\n",
                    new="        self._asking = asyncio.Semaphore(settings.max_in_flight)\n"
                    "        self.tokens = 0\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the gate around something larger",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED + "        return vector\n",
                    new="        async with self._gate:\n"
                    "            vectors = await self.embed([text])\n"
                    "            return vectors[0]\n",
                ),
            ),
        ),
        Fix(
            name="a timeout instead of an answer",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        async with asyncio.timeout(1), self._gate:\n"
                    "            [vector] = await self.embed([text])\n",
                ),
            ),
        ),
    ),
)
