"""A loop variable takes the name of the builtin id."""

from __future__ import annotations

from checker.model.key import (
    Defect,
    Edit,
    Fix,
    LintCheck,
    Modules,
    Replacement,
    Rubric,
    StructureCheck,
)
from checker.rules.naming import SHADOWED_BUILTIN
from checker.rules.rule import Severity
from solutions.helpdesk.naming import loop_names_over, words
from solutions.helpdesk.places import CLI, DRAFT_QUEUE

FLAWED = """\
    for id, reason in run.failures.items():
        print(f"helpdesk: {id}: {reason}", file=sys.stderr)
"""
MEANING = {"ticket", "number", "key", "ident", "identifier", "failed", "failure", "ref", "which"}


def failures_are_named_by_ticket(modules: Modules) -> bool:
    """Return whether every loop over the failures says what its key is."""
    names = loop_names_over(modules[CLI], "failures")
    return all(words(name) & MEANING for name in names)


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
    rubric=Rubric(
        what=(
            "avoid name|variable|id",
            "shadow|shadows|hide|hides builtin|id|function|python",
            "builtin",
            "id shadow|builtin|overwrite|hide|function",
            "name|call|variable id & not|builtin|ticket_id|function",
            "not name|call|use id",
            "a001",
            "redefine id|builtin",
            "reserved name|word",
        ),
        why=(
            "builtin",
            "shadow|shadowing",
            "python function",
            "later",
            "confusing",
            "function id|of",
            "ticket_id",
            "variable id",
            "asking for trouble",
            "a001",
        ),
        fix=(
            "ticket_id",
            "rename",
            "call it",
            "other|another|better|different name",
            "choose|use other|another|better|different",
        ),
        paraphrases=(
            "id shadows the builtin, rename it to ticket_id.",
            "shadowed builtin id",
            "Please don't use id as a variable name, it hides the builtin.",
            "nit: ticket_id would be clearer than id, which is a builtin function.",
            "The loop variable redefines the built-in id.",
            "id is a builtin of Python, better to use other name.",
            "A name of Python itself is used as a variable here, take ticket_id.",
            "ruff would report A001 for this loop variable.",
        ),
        forbidden=(
            "should not be printed",
            "sorted by",
            "internal information",
        ),
        near_misses=(
            "The id of the ticket should not be printed, it is internal.",
            "Failures should be sorted by ticket id.",
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
