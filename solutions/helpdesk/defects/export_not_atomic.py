"""The export overwrites the old file in place."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import NON_ATOMIC_WRITE
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
    rubric=Rubric(
        what=(
            "not atomic",
            "atomic|atomically",
            (
                "half|partial|incomplete|broken|corrupt|truncated "
                "file|export|written|content|jsonl|output|result|lines"
            ),
            (
                "truncate|overwrite|shadow|lose|destroy|delete|empty|replace "
                "old|existing|previous|last|file|export"
            ),
            (
                "old|previous|existing|last export|file|one|content|version "
                "lost|gone|destroyed|lose|truncated|overwritten|damaged|shadow|away|kept|survive"
            ),
            (
                "destroy|lose|truncate|shadow|empty & before|first & "
                "new|complete|old|existing|written|ready"
            ),
            "read|reads|reader & being|during|while written|write|export|runs",
            "temporary|temp|tmp|partial|other file|name|path",
            "os.replace|rename",
            "in place|directly|straight|target",
            (
                "crash|fail|failure|error|full|interrupted|killed|abort|exception & "
                "file|export|half|halfway|middle|writing|loop|old|partial|broken"
            ),
            "write temporary|partial|tmp|then|first|atomically",
            "file & middle|halfway|half|broken|incomplete|partial",
            "all or nothing",
        ),
        why=(
            "half|partial|incomplete|broken|corrupt|truncated",
            "before new|complete|ready|done|finished|written",
            "whole",
            "crash|fail|failure|error|full|interrupted|killed|exception|abort",
            "old|previous|existing|last export|file|one|content|version|lost|gone",
            "lose",
            "halfway|middle|during|while",
            "docstring|promise|description say|promise|never|or",
            "reader|readers|consumer|someone|other see|read|get|find",
            "disk full",
            "not atomic|whole|complete|survive|left",
            "destroyed|damaged",
            "power",
        ),
        fix=(
            "temporary|temp|tmp",
            "os.replace|replace|rename",
            "atomic|atomically",
            "partial file|name|suffix|then",
            "write then|first|other|another|beside",
            "move into place",
            "swap",
        ),
        paraphrases=(
            (
                "This truncates the existing export first: if writing fails halfway the old"
                " file is lost and the new one is broken."
            ),
            "export is not atomic",
            ("Write to a temporary file and os.replace it afterwards, as the docstring promises."),
            "What if the disk is full in the middle of the loop? We lose the old export.",
            "Readers can see a half-written file while the export runs.",
            "The file is overwritten directly, a crash leaves it incomplete.",
            ("When writing fails in the middle, neither the old nor the new export is usable."),
            "Write beside it and swap at the end, so that nobody reads half a file.",
        ),
        forbidden=(
            "newline",
            "append mode",
            "flush",
            "without asking",
            "force",
            "partial left|stays|remains|leftover",
            "partial not removed|deleted",
        ),
        near_misses=(
            "The file should be opened in append mode so that old rows stay.",
            "A newline at the end of the file is missing.",
        ),
    ),
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
