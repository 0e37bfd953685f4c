"""A number of characters is called tokens."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.rag_index.naming import assigned, words
from solutions.rag_index.places import ANSWERING, ASK

CLEAN = (
    "        room = self._index.settings.context_chars\n",
    "            if len(hit.chunk.text) <= room:\n",
    "                room -= len(hit.chunk.text)\n",
)
CHARACTERS = words("char chars character characters length letters")
MEANING = CHARACTERS | words("room left remaining budget space available limit rest free allowance")
OTHER_UNITS = words("token tokens word words byte bytes line lines")
OTHERS = OTHER_UNITS | words(
    "passage passages hit hits chunk chunks text texts document documents page pages sentences"
)


def characters_are_called_characters(modules: Modules) -> bool:
    """Return whether what is read from context_chars is not called by another unit."""
    setting = m.Attribute(attr=m.Name("context_chars"))
    counted = setting | m.BinaryOperation(left=setting)
    return all(map(_counts_characters, assigned(modules[ANSWERING], counted)))


def _counts_characters(name: str) -> bool:
    said = words(name)
    others = OTHER_UNITS if said & CHARACTERS else OTHERS
    return bool(said & MEANING) and not said & others


def named(name: str) -> tuple[Replacement, ...]:
    """Return the replacements that give the number another name."""
    return tuple(
        Replacement(
            path=ANSWERING,
            old=line.replace("room", "tokens_left"),
            new=line.replace("room", name),
        )
        for line in CLEAN
    )


DEFECT = Defect(
    slug="characters-called-tokens",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.MINOR,
    group="context",
    misnomer="tokens_left",
    changes=tuple(
        Edit(path=ANSWERING, clean=line, flawed=line.replace("room", "tokens_left"))
        for line in CLEAN
    ),
    explanation="tokens_left counts characters: it starts as context_chars and len(text) is taken "
    "from it. The name has the wrong unit; call it chars_left.",
    checks=(
        StructureCheck(
            anchor=ASK,
            holds=characters_are_called_characters,
            asks="a number of characters is not called tokens",
        ),
    ),
    right_fixes=(
        Fix(name="with its unit", replacements=named("chars_left")),
        Fix(name="without a unit", replacements=named("budget")),
    ),
    wrong_fixes=(
        Fix(name="another wrong unit", replacements=named("words_left")),
        Fix(name="a letter", replacements=named("t")),
    ),
)
