"""A loop variable takes the name of the builtin id."""

from __future__ import annotations

import builtins

from checker.model.key import Defect, Edit, Fix, LintCheck, Modules, Replacement, StructureCheck
from checker.rules.naming import SHADOWED_BUILTIN
from checker.rules.rule import Severity
from solutions.helpdesk.naming import loop_names_over, words
from solutions.helpdesk.places import CLI, DRAFT_QUEUE

FLAWED = """\
    for id, reason in run.failures.items():
        print(f"helpdesk: {id}: {reason}", file=sys.stderr)
"""
MEANING = words(
    "ticket number key ident identifier failed failure ref reference which id tid no num"
)


def failures_are_named_by_ticket(modules: Modules) -> bool:
    """Return whether every loop over the failures says what its key is."""
    names = loop_names_over(modules[CLI], "failures")
    return all(words(name) & MEANING and not hasattr(builtins, name) for name in names)


DEFECT = Defect(
    slug="id-shadowed",
    rule=SHADOWED_BUILTIN,
    severity=Severity.NIT,
    misnomer="id",
    changes=(
        Edit(
            path=CLI,
            clean="    for ticket_id, reason in run.failures.items():\n"
            '        print(f"helpdesk: {ticket_id}: {reason}", file=sys.stderr)\n',
            flawed=FLAWED,
        ),
    ),
    explanation="The loop variable id shadows the builtin id(). Call it ticket_id.",
    checks=(
        LintCheck(code="A001", anchor=DRAFT_QUEUE),
        StructureCheck(
            anchor=DRAFT_QUEUE,
            holds=failures_are_named_by_ticket,
            asks="the key of a failure is named after the ticket",
        ),
    ),
    right_fixes=(
        Fix(
            name="another name",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new="    for ticket, reason in run.failures.items():\n"
                    '        print(f"helpdesk: {ticket}: {reason}", file=sys.stderr)\n',
                ),
            ),
        ),
        Fix(
            name="printed by a function",
            replacements=(
                Replacement(path=CLI, old=FLAWED, new="    _report(run.failures)\n"),
                Replacement(
                    path=CLI,
                    old="async def _with_model(",
                    new="def _report(failures: Mapping[str, str]) -> None:\n"
                    "    for failed_ticket in failures:\n"
                    "        reason = failures[failed_ticket]\n"
                    '        print(f"helpdesk: {failed_ticket}: {reason}", file=sys.stderr)\n\n\n'
                    "async def _with_model(",
                ),
            ),
            imports=("from collections.abc import Mapping",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another builtin",
            replacements=(
                Replacement(
                    path=CLI,
                    old=FLAWED,
                    new="    for type, reason in run.failures.items():\n"
                    '        print(f"helpdesk: {type}: {reason}", file=sys.stderr)\n',
                ),
            ),
        ),
    ),
)
