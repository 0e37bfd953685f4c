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
FALSE = re.compile(
    r"(own knowledge|(model|it) (already )?(knows|knew|learned|learnt)|general knowledge)",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(no|not|never|none|nothing|without asking|refuse[sd]?|only|alone)\b", re.IGNORECASE
)


def nobody_promises_what_the_model_knows(modules: Modules) -> bool:
    """Return whether no text of the module says that the model answers from its own knowledge."""
    module = modules[ANSWERING]
    texts = [
        node.value
        for node in m.findall(module, m.SimpleString() | m.Comment())
        if isinstance(node, cst.SimpleString | cst.Comment)
    ]
    return not any(FALSE.search(text) and not REFUSED.search(text) for text in texts)


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
            asks="no docstring says that the model answers from its own knowledge",
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
