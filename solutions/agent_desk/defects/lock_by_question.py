"""Answers of one session take different locks, so they run into each other."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.races import LOCK_ON_WRONG_KEY
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = "        async with self._sessions[text]:\n"

DEFECT = Defect(
    slug="lock-by-question",
    rule=LOCK_ON_WRONG_KEY,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=AGENT, clean="        async with self._sessions[session]:\n", flawed=FLAWED),
    ),
    sites=(
        Site(
            path=AGENT,
            text="self._sessions: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)",
        ),
    ),
    explanation="The lock is looked up by the text of the question instead of the session, so two "
    "questions of one session run at the same time and the second does not know the "
    "first. Use self._sessions[session].",
    checks=(HiddenTest(node_id="test_stream.py::test_within_a_session_turn_follows_turn"),),
    right_fixes=(
        Fix(
            name="looked up beforehand",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        turn_taking = self._sessions[session]\n"
                    "        async with turn_taking:\n",
                ),
            ),
        ),
        Fix(
            name="a dict that is filled by hand",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        async with self._sessions.setdefault(session, asyncio.Lock()):\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a lock of its own for every answer",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="async with self._sessions[text]:",
                    new="async with asyncio.Lock():",
                ),
            ),
        ),
    ),
)
