"""The room for passages is a number in the code, and the setting for it does nothing."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.conventions import HARD_CODED_SETTING
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING, SETTINGS

FLAWED = "        room = 6_000\n"

DEFECT = Defect(
    slug="context-hard-coded",
    rule=HARD_CODED_SETTING,
    severity=Severity.MINOR,
    group="context",
    changes=(
        Edit(
            path=ANSWERING,
            clean="        room = self._index.settings.context_chars\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SETTINGS, text="context_chars: int = 6_000"),),
    explanation="6_000 is hard-coded although there is a setting context_chars for it: whoever "
    "sets RAG_INDEX_CONTEXT_CHARS changes nothing. Read the setting.",
    checks=(HiddenTest(node_id="test_answers.py::test_no_more_context_than_allowed"),),
    right_fixes=(
        Fix(
            name="read once by the answerer",
            replacements=(
                Replacement(path=ANSWERING, old=FLAWED, new="        room = self._room\n"),
                Replacement(
                    path=ANSWERING,
                    old="        self._index = index\n",
                    new="        self._index = index\n"
                    "        self._room = index.settings.context_chars\n",
                ),
            ),
        ),
        Fix(
            name="counted the other way round",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="        settings = self._index.settings\n"
                    "        room = settings.context_chars\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a constant with a name",
            replacements=(
                Replacement(path=ANSWERING, old=FLAWED, new="        room = CONTEXT_CHARS\n"),
                Replacement(
                    path=ANSWERING,
                    old='MARK = re.compile(r"\\[(\\d{1,3})\\]")\n',
                    new='MARK = re.compile(r"\\[(\\d{1,3})\\]")\nCONTEXT_CHARS = 6_000\n',
                ),
            ),
        ),
        Fix(
            name="another setting",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new="        room = self._index.settings.embed_tokens\n",
                ),
            ),
        ),
    ),
)
