"""A list of past answers is named as if it were one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import SINGULAR_NAME_FOR_MANY
from checker.rules.rule import Severity
from solutions.helpdesk.naming import means_many, names_bound_to
from solutions.helpdesk.places import DRAFT, DRAFTING

DOC = '        """Return the model\'s reply, after the tool calls it asks for."""\n'
FLAWED = f"""\
{DOC}        answer = await self._desk.archive.search(ticket.body)
        messages = messages_for(ticket, answer)
"""


def lists_are_named_as_many(modules: Modules) -> bool:
    """Return whether what the archive's search gives is named as more than one."""
    names = names_bound_to(modules[DRAFTING], "search")
    return bool(names) and all(map(means_many, names))


DEFECT = Defect(
    slug="answer-for-many",
    rule=SINGULAR_NAME_FOR_MANY,
    severity=Severity.NIT,
    misnomer="answer",
    changes=(
        Edit(
            path=DRAFTING,
            clean=f"{DOC}        similar = await self._desk.archive.search(ticket.body)\n"
            "        messages = messages_for(ticket, similar)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="search returns a list of past answers, but the variable is called answer, in the "
    "singular. Call it similar or past_answers.",
    checks=(
        StructureCheck(
            anchor=DRAFT,
            holds=lists_are_named_as_many,
            asks="a list of past answers is named as more than one",
        ),
    ),
    right_fixes=(
        Fix(
            name="past answers",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new=f"{DOC}        past_answers = await self._desk.archive.search(ticket.body)\n"
                    "        messages = messages_for(ticket, past_answers)\n",
                ),
            ),
        ),
        Fix(
            name="examples, found by a method",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new=f"{DOC}        messages = await self._first_messages(ticket)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _first_messages(self, ticket: Ticket)"
                    " -> list[ChatCompletionRequestMessage]:\n"
                    "        examples = await self._desk.archive.search(ticket.body)\n"
                    "        return messages_for(ticket, examples)\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another singular",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new=f"{DOC}        document = await self._desk.archive.search(ticket.body)\n"
                    "        messages = messages_for(ticket, document)\n",
                ),
            ),
        ),
    ),
)
