"""Answers of one session take different locks, so they run into each other."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import LOCK_ON_WRONG_KEY
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
    rubric=Rubric(
        what=(
            "lock by text",
            "lock per text",
            "_sessions[text]",
            "sessions[text]",
            "wrong key",
            "keyed by text",
            "keyed by the text",
            "keyed by question",
            "keyed on text",
            "lock key",
            "lock is looked up",
            "lock of the text",
            "different lock",
            "different locks",
            "lock for the text",
        ),
        why=(
            "same session",
            "one session",
            "at the same time",
            "concurrent",
            "concurrently",
            "interleave",
            "race",
            "does not know",
            "not serialised",
            "not serialized",
            "protects nothing",
            "history",
            "turn follows turn",
            "not exclude",
            "both run",
        ),
        fix=(
            "sessions[session]",
            "by session",
            "key by session",
            "keyed by session",
            "session as key",
            "lock per session",
            "use session",
        ),
        paraphrases=(
            (
                "self._sessions[text] locks on the question text, so two concurrent questions in "
                "the same session take different locks and interleave."
            ),
            "wrong lock key, should be session",
            "Two asks of one session are not serialised: each text gets a lock of its own.",
            (
                "Shouldn't the lock be keyed by session? Otherwise the second question is sent "
                "before the first is in the history."
            ),
            "This lock protects nothing, because it is keyed by text and not by session.",
            "The lock take text as key, so same session can run twice concurrent.",
        ),
        forbidden=(
            "deadlock",
            "lock is never released",
        ),
        near_misses=("A lock per conversation is a good idea.",),
    ),
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
