"""A list of streams is named as if it were one."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SINGULAR_NAME_FOR_MANY
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import names_given, words
from solutions.llm_gateway.places import DRAIN, TESTS

CLEAN = """\
            streams = [opened.stream(ask()) for _ in range(2)]
            read = await asyncio.gather(*(pieces_of(stream) for stream in streams))
"""
FLAWED = """\
            stream = [opened.stream(ask()) for _ in range(2)]
            read = await asyncio.gather(*(pieces_of(s) for s in stream))
"""
MANY = {
    "streams",
    "readers",
    "both",
    "all",
    "every",
    "answers",
    "generators",
    "two",
    "pair",
    "list",
}


def streams_are_named_as_many(modules: Modules) -> bool:
    """Return whether every list of streams is named as more than one."""
    streaming = m.Attribute(attr=m.Name("stream"))
    if TESTS not in modules or not m.findall(modules[TESTS], streaming):
        return False
    asked = m.Call(func=m.Attribute(attr=m.Name("stream")))
    streams = m.ListComp(elt=asked) | m.List(elements=[m.Element(value=asked), m.ZeroOrMore()])
    return all(words(name) & MANY for name in names_given(modules[TESTS], streams))


DEFECT = Defect(
    slug="stream-for-many",
    rule=SINGULAR_NAME_FOR_MANY,
    severity=Severity.NIT,
    misnomer="stream",
    changes=(Edit(path=TESTS, clean=CLEAN, flawed=FLAWED),),
    explanation="stream is a list of two streams, so that its element has to be called s. Use the "
    "plural for the list.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=streams_are_named_as_many,
            asks="a list of streams is named as more than one",
        ),
    ),
    right_fixes=(
        Fix(
            name="the plural",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="            both_streams = [opened.stream(ask()), opened.stream(ask())]\n"
                    "            read = await asyncio.gather(*map(pieces_of, both_streams))\n",
                ),
            ),
        ),
        Fix(
            name="no name at all",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="            read = await asyncio.gather(\n"
                    "                *(pieces_of(opened.stream(ask())) for _ in range(2))\n"
                    "            )\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another singular",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="            reader = [opened.stream(ask()) for _ in range(2)]\n"
                    "            read = await asyncio.gather(*(pieces_of(each) for each in reader))\n",
                ),
            ),
        ),
    ),
)
