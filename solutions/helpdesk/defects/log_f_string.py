"""A log message is formatted before logging knows whether anyone wants it."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, LintCheck, Modules, Replacement, StructureCheck
from checker.rules.conventions import FORMATTED_LOG_MESSAGE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT, DRAFTING

FLAWED = '        logger.info(f"ticket {ticket.id}: {response.usage.total_tokens} tokens")\n'

LEVELS = ("debug", "info", "warning", "error", "exception", "critical", "log")
LOGGER = m.Name(value=m.MatchRegex(r"(?i)_?log(ger|ging)?"))
TEXT = m.SimpleString() | m.ConcatenatedString()
FORMATTED = (
    m.FormattedString()
    | m.Call(func=m.Attribute(attr=m.Name("format")))
    | m.BinaryOperation(left=TEXT, operator=m.Modulo())
)


def messages_are_plain(modules: Modules) -> bool:
    """Return whether every log message is a constant: nothing formats it before logging does."""
    call = m.Call(
        func=m.Attribute(
            value=LOGGER | m.Attribute(attr=LOGGER), attr=m.OneOf(*map(m.Name, LEVELS))
        )
    )
    return all(
        not m.findall(node, FORMATTED)
        and any(_constant(each.value, module) for each in node.args[:2])
        for path, module in modules.items()
        if path.parts[0] == DRAFTING.parts[0]
        for node in m.findall(module, call)
        if isinstance(node, cst.Call)
    )


def _constant(message: cst.BaseExpression, module: cst.Module) -> bool:
    """Return whether a message is a text, or a name that is never anything but one."""
    if not isinstance(message, cst.Name):
        return m.matches(message, TEXT)
    target = m.Name(message.value)
    given = [
        node.value
        for node in m.findall(
            module,
            m.Assign(targets=[m.AssignTarget(target)]) | m.AnnAssign(target=target),
        )
        if isinstance(node, cst.Assign | cst.AnnAssign)
    ]
    return bool(given) and all(value is not None and m.matches(value, TEXT) for value in given)


DEFECT = Defect(
    slug="log-f-string",
    rule=FORMATTED_LOG_MESSAGE,
    severity=Severity.NIT,
    changes=(
        Edit(
            path=DRAFTING,
            clean='        logger.info("ticket %s: %s tokens", ticket.id, '
            "response.usage.total_tokens)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="An f-string in a logging call is formatted even when the level is off, and every "
    "message is another one to the log. Pass the values as arguments with %s.",
    checks=(
        LintCheck(code="G004", anchor=DRAFT),
        StructureCheck(
            anchor=DRAFT,
            holds=messages_are_plain,
            asks="no log message is formatted before logging",
        ),
    ),
    right_fixes=(
        Fix(
            name="arguments by name",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='        values = {"ticket": ticket.id, "tokens": '
                    "response.usage.total_tokens}\n"
                    '        logger.info("ticket %(ticket)s: %(tokens)s tokens", values)\n',
                ),
            ),
        ),
        Fix(
            name="logged by a method",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        self._log_tokens(ticket, response)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _log_tokens(self, ticket: Ticket, response: "
                    "ChatCompletionResponse) -> None:\n"
                    '        logger.info("%s tokens for %s", response.usage.total_tokens, '
                    "ticket.id)\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="str.format is as eager",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='        logger.info("ticket {}: {} tokens".format(ticket.id, '
                    "response.usage.total_tokens))\n",
                ),
            ),
        ),
    ),
)
