"""The draft and the status of its ticket are committed one by one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.resources import SPLIT_TRANSACTION
from checker.rules.rule import Severity
from solutions.helpdesk.places import STORE

UPDATE = """\
            connection.execute(
                "UPDATE tickets SET status = ? WHERE id = ?", (Status.DRAFTED, draft.ticket_id)
            )
"""
FLAWED = f"        with self._connect() as connection:\n{UPDATE}"

DEFECT = Defect(
    slug="transaction-split",
    rule=SPLIT_TRANSACTION,
    severity=Severity.MAJOR,
    changes=(Edit(path=STORE, clean=UPDATE, flawed=FLAWED),),
    explanation="The draft and the ticket's status are written in two transactions: a failure "
    "between them leaves a draft whose ticket is still open. Use one connection for both.",
    checks=(HiddenTest(node_id="test_store.py::test_a_draft_and_its_status_are_saved_together"),),
    right_fixes=(
        Fix(
            name="a trigger-like helper on one connection",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="            self._mark_drafted(connection, draft.ticket_id)\n\n"
                    "    def _mark_drafted(self, connection: sqlite3.Connection, ticket_id: str)"
                    " -> None:\n"
                    "        connection.execute(\n"
                    '            "UPDATE tickets SET status = ? WHERE id = ?", '
                    "(Status.DRAFTED, ticket_id)\n"
                    "        )\n",
                ),
            ),
        ),
        Fix(
            name="the status first, in the same block",
            replacements=(
                Replacement(path=STORE, old=FLAWED, new=""),
                Replacement(
                    path=STORE,
                    old="            connection.execute(\n"
                    '                "INSERT OR REPLACE INTO drafts VALUES',
                    new=UPDATE + "            connection.execute(\n"
                    '                "INSERT OR REPLACE INTO drafts VALUES',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the other way round, still two",
            replacements=(
                Replacement(path=STORE, old=FLAWED, new=""),
                Replacement(
                    path=STORE,
                    old="            connection.execute(\n"
                    '                "INSERT OR REPLACE INTO drafts VALUES',
                    new=UPDATE
                    + "        with self._connect() as connection:\n"
                    + "            connection.execute(\n"
                    + '                "INSERT OR REPLACE INTO drafts VALUES',
                ),
            ),
        ),
    ),
)
