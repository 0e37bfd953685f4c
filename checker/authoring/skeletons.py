"""The texts that a new defect or operator begins with: they parse, and every gap is marked.

``messypr prove`` and ``messypr admit`` refuse what still has a mark, and name each place.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.packs.repairs import FEWEST_RIGHT, FEWEST_WRONG
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
{rule_imports}
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

WORDINGS = """\
# Comments on {slug}, by somebody who has only the code and the change. messypr prove wants ten that
# find it, one of them of fewer than nine words, a question, and six opposites; more are better.

[found]
terse = ["TODO(author): a comment of a few words that finds it"]
plain = ["TODO(author): comments of one or two sentences that say what is wrong, or the remedy"]
consequence = ["TODO(author): comments that say what follows from it"]
assistant = ["TODO(author): comments as an assistant writes them, with a heading"]
non-native = ["TODO(author): comments in the English of people who learned it"]

[asked]
questions = ["TODO(author): at least one bare question about it, better three"]

[opposite]
praise = ["TODO(author): comments that praise the flawed code"]
defends = ["TODO(author): comments that say why it is right"]
recommends = ["TODO(author): comments that ask for more of the same"]
mechanism = ["TODO(author): comments that name a wrong cause"]
remedy = ["TODO(author): comments that name a wrong remedy"]

[other]
wishes = ["TODO(author): other true or harmless wishes about the same lines"]
"""

REPAIR = """
[[{kind}]]
name = "TODO(author): {number}, {what}"
[[{kind}.replace]]
path = "{path}"
old = "TODO(author): text of the flawed file, found once"
new = "TODO(author)"
"""

OPERATOR = '''\
"""TODO(author): what the code does wrong once it is planted, in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import called, one_line
{rule_imports}


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
    paraphrases=(
        "TODO(author): at least six comments that find it, no two alike, with {{names}}",
    ),
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
        rule_imports=_rule_imports(rule),
        constant=rule.constant,
        severity=severity.name,
        path=path.constant if isinstance(path, Name) else "PATH",
        path_import="" if named else "from pathlib import PurePosixPath\n\n",
        path_value="" if named else f'PATH = PurePosixPath("{path}")\n',
        place_import=f"from {path.module} import {path.constant}\n"
        if isinstance(path, Name)
        else "",
    )


def _rule_imports(rule: Name) -> str:
    """Return the imports of a rule and its severity in the order that ruff wants."""
    lines = (
        f"from {rule.module} import {rule.constant}",
        "from checker.rules.rule import Severity",
    )
    return "\n".join(sorted(lines))


def wordings(slug: str) -> str:
    """Return the file of known wordings of a new defect."""
    return WORDINGS.format(slug=slug)


def repairs(slug: str, path: str) -> str:
    """Return the file of repairs of a new defect, with as many as it needs."""
    head = f"# Repairs of {slug}, by somebody who has not seen its checks: right ones of different"
    lines = [f"{head}\n# shapes, and plausible wrong ones.\n"]
    for kind, count, what in (
        ("right", FEWEST_RIGHT, "a right repair"),
        ("wrong", FEWEST_WRONG, "a plausible repair that is wrong"),
    ):
        lines += [
            REPAIR.format(kind=kind, number=number, what=what, path=path)
            for number in range(1, count + 1)
        ]
    return "".join(lines)


def operator(*, name: str, rule: Name, severity: Severity) -> str:
    """Return the file of a new operator."""
    return OPERATOR.format(
        name=name,
        rule_imports=_rule_imports(rule),
        constant=rule.constant,
        severity=severity.name,
    )
