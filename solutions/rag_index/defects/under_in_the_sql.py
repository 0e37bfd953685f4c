"""The prefix of a listing becomes part of the SQL statement."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.security import SQL_BUILT_FROM_TEXT
from solutions.rag_index.places import STORE

FLAWED = """\
                f" WHERE documents.id LIKE '{under}%'"
                " GROUP BY documents.id ORDER BY documents.id"
            ).fetchall()
"""

DEFECT = Defect(
    slug="under-in-the-sql",
    rule=SQL_BUILT_FROM_TEXT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=STORE,
            clean="""\
                " WHERE substr(documents.id, 1, length(?)) = ?"
                " GROUP BY documents.id ORDER BY documents.id",
                (under, under),
            ).fetchall()
""",
            flawed=FLAWED,
        ),
    ),
    explanation="under is put into the SQL statement as it is: a quote in it ends the string and "
    "the rest runs as SQL, so that anything can be listed. Pass it as a parameter.",
    checks=(HiddenTest(node_id="test_store.py::test_what_is_asked_for_is_never_taken_for_sql"),),
    right_fixes=(
        Fix(
            name="filtered in Python",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED + "        return [_indexed(row) for row in rows]\n",
                    new='                " GROUP BY documents.id ORDER BY documents.id"\n'
                    "            ).fetchall()\n"
                    "        return [_indexed(row) for row in rows "
                    'if row["id"].startswith(under)]\n',
                ),
            ),
        ),
        Fix(
            name="instr with a parameter",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="                \" WHERE :under = '' OR instr(documents.id, :under) = 1\"\n"
                    '                " GROUP BY documents.id ORDER BY documents.id",\n'
                    '                {"under": under},\n'
                    "            ).fetchall()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="quotes are taken out",
            replacements=(
                Replacement(
                    path=STORE,
                    old="                f\" WHERE documents.id LIKE '{under}%'\"\n",
                    new='                f" WHERE documents.id LIKE '
                    "'{under.replace(chr(39), '')}%'\"\n",
                ),
            ),
        ),
        Fix(
            name="other quotes",
            replacements=(
                Replacement(
                    path=STORE,
                    old="                f\" WHERE documents.id LIKE '{under}%'\"\n",
                    new='                f" WHERE documents.id LIKE \'" + under + "%\'"\n',
                ),
            ),
        ),
    ),
)
