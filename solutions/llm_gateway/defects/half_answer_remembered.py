"""An answer is cached however its stream ended."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import IGNORED_FINISH_REASON
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SERVING

FLAWED = """\
            try:
                async for piece in pieces:
                    said.append(piece)
                    yield piece
            finally:
                self._cache.put(key, "".join(said))
"""

DEFECT = Defect(
    slug="half-answer-remembered",
    rule=IGNORED_FINISH_REASON,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=SERVING,
            clean="            async for piece in pieces:\n"
            "                said.append(piece)\n"
            "                yield piece\n"
            '        self._cache.put(key, "".join(said))\n',
            flawed=FLAWED,
        ),
    ),
    explanation="The finally caches whatever was said, also when the model stopped early or the "
    "stream broke off: half an answer is served from the cache afterwards. Cache only whole answers.",
    checks=(HiddenTest(node_id="test_streams.py::test_half_an_answer_is_not_remembered"),),
    rubric=Rubric(
        what=(
            "caches half",
            "half an answer",
            "half answer",
            "half answers",
            "partial answer",
            "partial answers",
            "incomplete answer",
            "incomplete answers",
            "truncated answer",
            "truncated answers",
            "unfinished answer",
            "unfinished answers",
            "cached in finally",
            "cache in finally",
            "cache.put in finally",
            "put in the finally",
            "in a finally",
            "finally caches",
            "caches whatever",
            "cached however",
        ),
        why=(
            "cached",
            "cache",
            "served",
            "later callers",
            "next caller",
            "everyone after",
            "broke off",
            "breaks off",
            "cut short",
            "stopped early",
            "on error",
            "on failure",
            "when the stream fails",
            "cancelled",
            "remembered",
        ),
        fix=(
            "only whole",
            "only complete",
            "only finished",
            "only on success",
            "only after success",
            "after the loop",
            "remove the finally",
            "move the put",
            "move it out of",
            "else",
        ),
        paraphrases=(
            (
                "With the put in the finally a partial answer is cached when the stream fails, and later "
                "callers get half a sentence."
            ),
            "caches truncated answers",
            "Only complete answers may be cached, move the put after the loop.",
            "Is this intended? An answer that was cut short ends up in the cache.",
            (
                "The description says an answer that broke off is never cached, the finally does exactly "
                "that: an incomplete answer is remembered."
            ),
            "Also when there is an error the half answer is put in cache, this is wrong.",
        ),
        near_misses=("The whole answer is kept in memory while it is streamed.",),
    ),
    right_fixes=(
        Fix(
            name="in an else",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="            try:\n"
                    "                async for piece in pieces:\n"
                    "                    said.append(piece)\n"
                    "                    yield piece\n"
                    "            except BaseException:\n"
                    "                said.clear()\n"
                    "                raise\n"
                    "            else:\n"
                    '                self._cache.put(key, "".join(said))\n',
                ),
            ),
        ),
        Fix(
            name="a flag",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="            whole = False\n"
                    "            try:\n"
                    "                async for piece in pieces:\n"
                    "                    said.append(piece)\n"
                    "                    yield piece\n"
                    "                whole = True\n"
                    "            finally:\n"
                    "                if whole:\n"
                    '                    self._cache.put(key, "".join(said))\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="nothing empty is cached",
            replacements=(
                Replacement(
                    path=SERVING,
                    old='                self._cache.put(key, "".join(said))\n',
                    new="                if said:\n"
                    '                    self._cache.put(key, "".join(said))\n',
                ),
            ),
        ),
    ),
)
