"""The draft and the status of its ticket are committed one by one."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import SPLIT_TRANSACTION
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
    rubric=Rubric(
        what=(
            "two connections|connection|transactions|commits|connects",
            (
                "two|separate|second|different|own|split|new|another|not one|not same|not "
                "single transaction|transactions|connection|connections|commit|commits"
            ),
            "transaction split|not|two|separate|both|one|single|same",
            "one|same|single|common transaction|connection",
            "not atomic",
            "atomic|atomically|together",
            "both or neither",
            (
                "insert|draft & update|status|ticket & "
                "transaction|connection|commit|together|atomic|between|separate|both|inconsistent|fail"
            ),
            "between two|insert|both|statement|statements|commit|first|the",
            "draft|insert saved|stored|written|exists|committed & ticket|status|open|update",
            "ticket|status still|stays|remains|not open|updated|drafted|changed|update",
            "connect twice|again|second|two",
            "crash|fail|error between|after|second|update",
            "inconsistent",
        ),
        why=(
            "between",
            "crash|fail|failure|error|exception|second fail|killed",
            "inconsistent|incoherent|consistent|coherent|half|partial|mismatch",
            "ticket|status still|stays|remains|not|open",
            "still open",
            "both or neither",
            "docstring|promise",
            "commit each|own|separately|first|itself|before",
            "not atomic|together|rolled|rollback|transaction",
            "rollback",
            "two transactions|commits",
            "without status|ticket|update|draft",
            "draft exists|without|but",
            "atomic",
            "drafted again|twice",
        ),
        fix=(
            "one|same|single|common transaction|connection|with|block",
            "together",
            "remove|drop second|connect|inner",
            "both in|into|under",
            "use same|one|first",
            "atomic|atomically",
            "transaction around",
            "merge|combine|join",
        ),
        paraphrases=(
            (
                "INSERT and UPDATE run in two transactions; if the second fails the draft "
                "exists but the ticket stays open."
            ),
            "both statements belong in one transaction",
            "The docstring says both or neither, but each _connect() commits on its own.",
            "Why a second connection? A crash between the two leaves inconsistent data.",
            "Please use the same connection for the insert and the update.",
            (
                "If there is an error after the first commit, the database is not coherent:"
                " it is not a single transaction."
            ),
            (
                "If the process dies after the INSERT, there is a draft and the ticket is "
                "still open."
            ),
            "Put both statements under the same with block, they must commit together.",
        ),
        forbidden=(
            "index",
            "deadlock",
            "executemany",
        ),
        near_misses=(
            "Opening a connection for each call is slow, keep one open.",
            "The UPDATE should check how many rows it changed.",
        ),
    ),
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
