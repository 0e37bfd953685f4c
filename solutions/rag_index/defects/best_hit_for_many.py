"""A list of hits is named as if it were one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SINGULAR_NAME_FOR_MANY
from checker.rules.rule import Severity
from solutions.rag_index.naming import annotated_as_lists, means_many, returned_as_lists
from solutions.rag_index.places import ANSWERING, ASK

CLEAN = (
    "        chosen: list[Hit] = []\n",
    "                chosen.append(hit)\n",
    "        return chosen\n",
)


def lists_are_named_as_lists(modules: Modules) -> bool:
    """Return whether whatever is declared or returned as several hits has the name of several."""
    module = modules[ANSWERING]
    names = [*annotated_as_lists(module, "Hit"), *returned_as_lists(module, "Hit")]
    return all(map(means_many, names))


def named(name: str) -> tuple[Replacement, ...]:
    """Return the replacements that give the list another name."""
    return tuple(
        Replacement(
            path=ANSWERING,
            old=line.replace("chosen", "best_hit"),
            new=line.replace("chosen", name),
        )
        for line in CLEAN
    )


DEFECT = Defect(
    slug="best-hit-for-many",
    rule=SINGULAR_NAME_FOR_MANY,
    severity=Severity.NIT,
    misnomer="best_hit",
    changes=tuple(
        Edit(path=ANSWERING, clean=line, flawed=line.replace("chosen", "best_hit"))
        for line in CLEAN
    ),
    explanation="best_hit is a list of hits: the name is a singular for many. Use a plural such as "
    "best_hits.",
    checks=(
        StructureCheck(
            anchor=ASK,
            holds=lists_are_named_as_lists,
            asks="a list of hits has the name of several",
        ),
    ),
    right_fixes=(
        Fix(name="the plural", replacements=named("best_hits")),
        Fix(name="what they are for", replacements=named("passages")),
        Fix(name="a plural that comes first", replacements=named("hits_that_fit")),
    ),
    wrong_fixes=(
        Fix(name="another singular", replacements=named("top_passage")),
        Fix(name="a letter", replacements=named("b")),
        Fix(name="a singular that comes first", replacements=named("hit_that_fits")),
    ),
)
