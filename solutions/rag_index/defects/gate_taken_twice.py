"""A question holds a place of the gate while its request waits for another."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import NESTED_ACQUIRE
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

FLAWED = "        async with self._gate:\n            [vector] = await self.embed([text])\n"

DEFECT = Defect(
    slug="gate-taken-twice",
    rule=NESTED_ACQUIRE,
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
    rubric=Rubric(
        what=(
            "taken twice",
            "acquired twice",
            "acquires twice",
            "takes the gate twice",
            "gate twice",
            "semaphore twice",
            "nested",
            "same semaphore",
            "same gate",
            "second slot",
            "two slots",
            "two permits",
            "not reentrant",
            "gate again",
            "semaphore again",
            "_gate",
        ),
        why=(
            "deadlock",
            "deadlocks",
            "for ever",
            "forever",
            "hang",
            "hangs",
            "never ends",
            "never returns",
            "stuck",
            "waits for itself",
            "wait for each other",
            "blocks itself",
        ),
        fix=(
            "remove the gate",
            "drop the gate",
            "only in _request",
            "in _request alone",
            "take it once",
            "acquire once",
            "remove this",
            "outer",
        ),
        paraphrases=(
            "deadlock: the gate is acquired twice",
            (
                "_question holds a slot of the semaphore while embed -> _request waits for a second "
                "one, so four questions at once hang forever."
            ),
            "asyncio.Semaphore is not reentrant, with max_in_flight=1 this waits for itself.",
            "Doesn't _request take self._gate as well? Then this can deadlock.",
            "I would remove the gate here, as _request already bounds the requests.",
            "The same gate is taken two times, when there are many questions it stuck.",
        ),
        forbidden=("gate is never released", "no limit at all"),
        near_misses=("A semaphore should be created in a running loop.",),
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
