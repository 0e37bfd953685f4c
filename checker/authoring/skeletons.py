"""The text that a new defect or operator begins with: it parses, and every gap is marked.

``messypr prove`` and ``messypr admit`` refuse what still has a mark, and name the fields.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.rules.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A constant by its name, and the module that it is imported from."""

    module: str
    constant: str


DEFECT = '''\
"""TODO(author): the defect in one sentence, such as: A limit of 0 drafts the whole queue."""

from __future__ import annotations

{path_import}from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from {module} import {constant}
from checker.rules.rule import Severity
{place_import}
{path_value}FLAWED = "TODO(author): the flawed text, whole lines\\n"

DEFECT = Defect(
    slug="{slug}",
    rule={constant},
    severity=Severity.{severity},
    changes=(
        Edit(
            path={path},
            clean="TODO(author): text of the reference, found once in the file\\n",
            flawed=FLAWED,
        ),
    ),
    explanation="TODO(author): what is wrong, what follows from it, and the remedy.",
    checks=(HiddenTest(node_id="test_TODO(author).py::test_that_fails_on_this_defect_alone"),),
    paraphrases=(
        "TODO(author): ten comments that find it, in wordings/{slug}.toml rather than here, "
        "beside three questions, six opposites and other wishes",
    ),
    right_fixes=(
        Fix(
            name="TODO(author): a right fix of another shape than the reference",
            replacements=(Replacement(path={path}, old=FLAWED, new="TODO(author)\\n"),),
        ),
        Fix(
            name="TODO(author): one more of yet another shape",
            replacements=(Replacement(path={path}, old=FLAWED, new="TODO(author)\\n"),),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="TODO(author): a plausible fix that is wrong",
            replacements=(Replacement(path={path}, old=FLAWED, new="TODO(author)\\n"),),
        ),
    ),
)
'''

OPERATOR = '''\
"""TODO(author): what the code does wrong once it is planted, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import called, one_line
from {module} import {constant}
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``TODO(author)``."""
    for call in source.each(cst.Call):
        if called(call, "TODO(author)"):
            yield Mutation(swaps={{call: call.args[0].value}}, names={{"call": one_line(call)}})


OPERATOR = Operator(
    name="{name}",
    rule={constant},
    severity=Severity.{severity},
    sites=sites,
    explanation="TODO(author): what is wrong, what comes of it, and the remedy; {{call}} is a name "
    "of the mutation, {{function}} the function around the site.",
    paraphrases=("TODO(author): six comments that find it, with {{names}}",),
    cases=(
        Case(
            before="def work(x):\\n    return TODO(author)(x)\\n",
            after="def work(x):\\n    return x\\n",
        ),
        Case(before="def work(x):\\n    return x  # TODO(author): where it must plant nothing\\n"),
    ),
)
'''


def defect(*, slug: str, rule: Name, path: Name | str, severity: Severity) -> str:
    """Return the file of a new defect.

    ``path`` is the file that it changes, or the name that the pack has for it.
    """
    named = isinstance(path, Name)
    return DEFECT.format(
        slug=slug,
        module=rule.module,
        constant=rule.constant,
        severity=severity.name,
        path=path.constant if isinstance(path, Name) else "PATH",
        path_import="" if named else "from pathlib import PurePosixPath\n\n",
        path_value="" if named else f'PATH = PurePosixPath("{path}")\n',
        place_import=f"from {path.module} import {path.constant}\n"
        if isinstance(path, Name)
        else "",
    )


def operator(*, name: str, rule: Name, severity: Severity) -> str:
    """Return the file of a new operator."""
    return OPERATOR.format(
        name=name, module=rule.module, constant=rule.constant, severity=severity.name
    )
