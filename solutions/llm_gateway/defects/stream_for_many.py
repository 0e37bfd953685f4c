"""A list of streams is named as if it were one."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SINGULAR_NAME_FOR_MANY
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import assigned, names_nobody_gave, words
from solutions.llm_gateway.places import DRAIN, TESTS

CLEAN = """\
            streams = [opened.stream(ask()) for _ in range(2)]
            read = await asyncio.gather(*(pieces_of(stream) for stream in streams))
"""
FLAWED = """\
            stream = [opened.stream(ask()) for _ in range(2)]
            read = await asyncio.gather(*(pieces_of(s) for s in stream))
"""
FEWEST_LETTERS = 3  # of a plural: s alone is none
MANY = {"both", "all", "every", "two", "pair", "list"}


def streams_are_named_as_many(modules: Modules) -> bool:
    """Return whether every list of streams is named as more than one."""
    streaming = m.Attribute(attr=m.Name("stream"))
    if TESTS not in modules or not m.findall(modules[TESTS], streaming):
        return False
    if names_nobody_gave(modules[TESTS]):
        return False  # renamed in one of two lines
    asked = m.Call(func=m.Attribute(attr=m.Name("stream")))
    listed = m.List() | m.Tuple() | m.ListComp() | m.GeneratorExp() | m.Set() | m.SetComp()
    built = m.Call(func=m.Name("list") | m.Name("tuple") | m.Name("map"))
    return all(
        _says_many(name)
        for name, value in assigned(modules[TESTS])
        if m.matches(value, listed | built) and m.findall(value, asked)
    )


def _says_many(name: str) -> bool:
    last = name.strip("_").split("_")[-1]
    return bool(words(name) & MANY) or (last.endswith("s") and len(last) >= FEWEST_LETTERS)


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
