"""A docstring says that the model answers from what it knows, and the code refuses that."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, Site, StructureCheck
from checker.rules.conventions import STALE_DOCSTRING
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING, ASK

FLAWED = '    """Answers from passages; without any the model answers from what it knows."""\n'
# What the model knows by itself, and what happens when nothing is found.
FALSE = re.compile(
    r"(own knowledge|(model|it) (already )?(knows|knew|learned|learnt)|general knowledge)"
    r"|\b(memory|training)\b",
    re.IGNORECASE,
)
ABSENT = re.compile(
    r"\bwithout (any|them|passages?|one|these|those|such)\b"
    r"|\b(there (is|are)|finds?|found) (none|nothing|no\b)"
    r"|\b(no|none of the) (passages?|hits?)\b|\bif none\b|\bnone (is|are|fits?)\b"
    r"|\b(otherwise|or else)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(no|not|never|nothing|refuse[sd]?|only|alone)\b", re.IGNORECASE)
REFUSED = re.compile(
    r"\braises?\b|\braised\b|[A-Z]\w*Error\b|\ban? error\b|\bno answer\b|\brefuse|\bfails?\b"
    r"|\bgives? up\b|\bnot (even )?(asked|answered)\b|\bnever (asked|answered)\b"
    r"|\b(nobody|nothing) is (asked|answered)\b|\bno(ne| reply| guess| request)\b",
)
SENTENCE = re.compile(r"(?<=[.!?])\s+")


def nobody_promises_what_the_model_knows(modules: Modules) -> bool:
    """Return whether no text of the module promises an answer where there are no passages."""
    texts = [
        node.value
        for node in m.findall(modules[ANSWERING], m.SimpleString() | m.Comment())
        if isinstance(node, cst.SimpleString | cst.Comment)
    ]
    sentences = [sentence for text in texts for sentence in SENTENCE.split(text)]
    return not any(map(_promises, sentences))


def _promises(sentence: str) -> bool:
    if FALSE.search(sentence) and not DENIED.search(sentence):
        return True
    absent = ABSENT.search(sentence)
    if absent is None:
        return False
    said = sentence[: absent.start()] + sentence[absent.end() :]
    return not REFUSED.search(said)


DEFECT = Defect(
    slug="promise-of-old-knowledge",
    rule=STALE_DOCSTRING,
    severity=Severity.NIT,
    changes=(
        Edit(
            path=ANSWERING,
            clean='    """Answers from passages alone: where there are none there is no answer."""\n',
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=ANSWERING, text='raise NoAnswerError("the handbook says nothing about this")'),
    ),
    explanation="The docstring says that without passages the model answers from what it knows, "
    "but ask raises NoAnswerError then. Correct the docstring.",
    checks=(
        StructureCheck(
            anchor=ASK,
            holds=nobody_promises_what_the_model_knows,
            asks="no docstring promises an answer where there are no passages",
        ),
    ),
    right_fixes=(
        Fix(
            name="said as it is",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new='    """Answers from passages, never from what the model knows itself."""\n',
                ),
            ),
        ),
        Fix(
            name="said shorter",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new='    """Answers questions from passages of the index."""\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the same in other words",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new='    """Answers from passages, or from the model\'s own knowledge."""\n',
                ),
            ),
        ),
        Fix(
            name="a comment instead",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new='    """Answers from passages."""\n\n'
                    "    # without passages: whatever the model knows\n",
                ),
            ),
        ),
    ),
)
