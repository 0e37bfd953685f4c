"""An answer is cached however its stream ended."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
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
