"""Every question ever asked is kept in memory."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.resources import UNBOUNDED_CACHE
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, SETTINGS

EVICTED = """\
            while len(self._questions) > self._settings.kept_questions:
                self._questions.popitem(last=False)
"""
STORED = "            self._questions[text] = task\n"

DEFECT = Defect(
    slug="questions-never-forgotten",
    rule=UNBOUNDED_CACHE,
    severity=Severity.MINOR,
    changes=(Edit(path=EMBEDDING, clean=EVICTED, flawed=""),),
    sites=(Site(path=SETTINGS, text="kept_questions: int = 256"),),
    explanation="Nothing is ever evicted from _questions and kept_questions is not used: the "
    "cache grows with every question that is asked. Drop the oldest beyond kept_questions.",
    checks=(HiddenTest(node_id="test_questions.py::test_only_so_many_questions_are_kept"),),
    right_fixes=(
        Fix(
            name="the least recently asked goes",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=STORED,
                    new=STORED + "            if len(self._questions) > "
                    "self._settings.kept_questions:\n"
                    "                del self._questions[next(iter(self._questions))]\n"
                    "        self._questions.move_to_end(text)\n",
                ),
            ),
        ),
        Fix(
            name="room is made before",
            replacements=(
                Replacement(
                    path=EMBEDDING, old=STORED, new="            self._make_room()\n" + STORED
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    async def _question(self",
                    new="    def _make_room(self) -> None:\n"
                    "        while len(self._questions) >= self._settings.kept_questions:\n"
                    "            self._questions.popitem(last=False)\n\n"
                    "    async def _question(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a limit that nobody reaches",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=STORED,
                    new=STORED + "            while len(self._questions) > 100_000:\n"
                    "                self._questions.popitem(last=False)\n",
                ),
            ),
        ),
        Fix(
            name="the newest goes",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=STORED,
                    new="            if len(self._questions) < self._settings.kept_questions:\n"
                    "                self._questions[text] = task\n"
                    "            return await asyncio.shield(task)\n",
                ),
            ),
        ),
    ),
)
