"""Every question ever asked is kept in memory."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import UNBOUNDED_CACHE
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
    rubric=Rubric(
        what=(
            "evict",
            "evicted",
            "eviction",
            "unbounded",
            "without bound",
            "no limit",
            "no bound",
            "kept_questions",
            "grows",
            "growing",
            "never removed",
            "never forgotten",
            "cache",
        ),
        why=(
            "grows",
            "memory",
            "leak",
            "forever",
            "for ever",
            "unused",
            "not used",
            "never used",
            "every question",
            "each question",
            "without limit",
        ),
        fix=(
            "evict",
            "popitem",
            "lru",
            "drop the oldest",
            "remove the oldest",
            "limit the cache",
            "bound the cache",
            "respect kept_questions",
            "use kept_questions",
        ),
        paraphrases=(
            "unbounded cache of questions",
            (
                "_questions grows with each new question, nothing is evicted and kept_questions is "
                "never used."
            ),
            "The setting kept_questions has no effect: the cache is a memory leak.",
            "Shouldn't the oldest questions be evicted once there are more than kept_questions?",
            "Please bound the cache with popitem(last=False).",
            "The dictionary of questions is growing forever in the memory, there is no limit.",
        ),
        forbidden=("failures are cached", "failed task"),
        near_misses=("An OrderedDict is slower than a dict.",),
    ),
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
