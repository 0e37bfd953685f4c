"""A method that counts an ask is named as if it only looked."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import MISLEADING_NAME
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import functions_holding, words
from solutions.llm_gateway.places import DRAIN, SERVING

STARTS = (
    "        self._admit(ask)\n        key = _key(ask)\n        kept = self._cache.get(key)\n"
    "        if kept is not None:\n            "
)
ASKED = f"{STARTS}return kept\n"
STREAMED = f"{STARTS}yield kept\n"
DEFINED = "    def _admit(self, ask: Ask) -> None:\n"
FLAWED = "_is_open"
MEANING = {
    *("admit", "admits", "count", "counts", "take", "takes", "accept", "enter", "register", "let"),
    *("book", "limit", "spend", "charge", "consume", "debit", "draw", "use", "reserve", "claim"),
    *("throttle", "acquire", "deduct", "record", "note", "tally", "allot", "grant", "receive"),
}
ONLY_LOOKS = {
    *("is", "check", "has", "can", "may", "validate", "verify", "ensure", "assert", "test"),
    *("should", "allowed", "permitted", "open", "closed"),
}
BOTH = {"and", "or"}  # of check_and_count: it says that it counts
PUBLIC = {"ask", "stream"}


def what_counts_says_so(modules: Modules) -> bool:
    """Return whether whoever takes a token of a tenant's bucket says so in its name."""
    if SERVING not in modules:
        return False
    taking = m.Call(func=m.Attribute(attr=m.Name("admit")))
    found = [node.name.value for node in functions_holding(modules[SERVING], taking)]
    return bool(found) and all(
        name in PUBLIC
        or (words(name) & MEANING and (words(name) & BOTH or not words(name) & ONLY_LOOKS))
        for name in found
    )


DEFECT = Defect(
    slug="counting-named-check",
    rule=MISLEADING_NAME,
    severity=Severity.MINOR,
    misnomer=FLAWED,
    changes=(
        Edit(path=SERVING, clean=DEFINED, flawed=DEFINED.replace("_admit", FLAWED)),
        Edit(path=SERVING, clean=ASKED, flawed=ASKED.replace("_admit", FLAWED)),
        Edit(path=SERVING, clean=STREAMED, flawed=STREAMED.replace("_admit", FLAWED)),
    ),
    explanation="_is_open sounds like a question, but it takes a token from the tenant's bucket and "
    "raises: the name hides both. Call it _admit.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=what_counts_says_so,
            asks="what takes a token of a tenant says so in its name",
        ),
    ),
    right_fixes=(
        Fix(
            name="another word for it",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=DEFINED.replace("_admit", FLAWED),
                    new=DEFINED.replace("_admit", "_take_in"),
                ),
                Replacement(
                    path=SERVING,
                    old=ASKED.replace("_admit", FLAWED),
                    new=ASKED.replace("_admit", "_take_in"),
                ),
                Replacement(
                    path=SERVING,
                    old=STREAMED.replace("_admit", FLAWED),
                    new=STREAMED.replace("_admit", "_take_in"),
                ),
            ),
        ),
        Fix(
            name="a question, and a count where it is asked",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="        self._limits.admit(ask.tenant)\n",
                    new="",
                ),
                Replacement(
                    path=SERVING,
                    old=ASKED.replace("_admit", FLAWED),
                    new="        self._limits.admit(ask.tenant)\n"
                    + ASKED.replace("_admit", FLAWED),
                ),
                Replacement(
                    path=SERVING,
                    old=STREAMED.replace("_admit", FLAWED),
                    new="        self._limits.admit(ask.tenant)\n"
                    + STREAMED.replace("_admit", FLAWED),
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another question",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=DEFINED.replace("_admit", FLAWED),
                    new=DEFINED.replace("_admit", "_check_limit"),
                ),
                Replacement(
                    path=SERVING,
                    old=ASKED.replace("_admit", FLAWED),
                    new=ASKED.replace("_admit", "_check_limit"),
                ),
                Replacement(
                    path=SERVING,
                    old=STREAMED.replace("_admit", FLAWED),
                    new=STREAMED.replace("_admit", "_check_limit"),
                ),
            ),
        ),
    ),
)
