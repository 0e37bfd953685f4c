"""The export overwrites the old file in place."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.resources import NON_ATOMIC_WRITE
from checker.rules.rule import Severity
from solutions.helpdesk.places import STORE

OPENED = '        with path.open("w", encoding="utf-8") as lines:\n'
WRITTEN = '                lines.write(json.dumps(dict(row), ensure_ascii=False) + "\\n")\n'
FLAWED = f"{OPENED}            for row in rows:\n{WRITTEN}"

DEFECT = Defect(
    slug="export-not-atomic",
    rule=NON_ATOMIC_WRITE,
    severity=Severity.MAJOR,
    group="export",
    changes=(
        Edit(
            path=STORE,
            clean='        partial = path.with_name(f"{path.name}.partial")\n'
            '        with partial.open("w", encoding="utf-8") as lines:\n'
            f"            for row in rows:\n{WRITTEN}"
            "        os.replace(partial, path)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The export truncates the old file and writes in place: a failure halfway leaves "
    "a broken file and the old one is gone. Write a temporary file and os.replace it.",
    checks=(HiddenTest(node_id="test_store.py::test_a_failed_export_keeps_the_old_file"),),
    right_fixes=(
        Fix(
            name="the text is made first and written beside the old file",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new='        text = "".join(\n'
                    '            json.dumps(dict(row), ensure_ascii=False) + "\\n" for row in rows\n'
                    "        )\n"
                    '        fresh = path.with_suffix(".new")\n'
                    '        fresh.write_text(text, encoding="utf-8")\n'
                    "        fresh.replace(path)\n",
                ),
            ),
        ),
        Fix(
            name="a context manager that replaces",
            replacements=(
                Replacement(
                    path=STORE,
                    old=OPENED,
                    new="        with _replacing(path) as lines:\n",
                ),
                Replacement(
                    path=STORE,
                    old="def _draft(row",
                    new="@contextmanager\n"
                    "def _replacing(path: Path) -> Iterator[IO[str]]:\n"
                    "    with NamedTemporaryFile(\n"
                    '        "w", encoding="utf-8", dir=path.parent, delete=False\n'
                    "    ) as fresh:\n"
                    "        yield fresh\n"
                    "    os.replace(fresh.name, path)\n\n\n"
                    "def _draft(row",
                ),
            ),
            imports=(
                "import os",
                "from tempfile import NamedTemporaryFile",
                "from typing import IO",
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the text is made first, and still written in place",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        rows_as_text = [json.dumps(dict(row), ensure_ascii=False) "
                    "for row in rows]\n"
                    '        path.write_text("\\n".join(rows_as_text), encoding="utf-8")\n',
                ),
            ),
        ),
    ),
)
