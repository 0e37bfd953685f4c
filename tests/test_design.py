"""docs/design.md says what the code does: everything that can be compared is compared."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from dataclasses import is_dataclass
from pathlib import Path

import pytest

import checker.model
from checker import errors
from checker.grading import scoring
from checker.model.result import Verdict
from checker.review import parse
from checker.review.formats import EXPORTS, Format
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.probe import ESCAPE_ATTEMPTS
from cli.exit_codes import MEANINGS, ExitCode
from cli.output import proofs
from tests.test_import_direction import STAGES

DOCS = Path(__file__).parent.parent / "docs"
DESIGN = (DOCS / "design.md").read_text("utf-8")
# Values of the model that are parts of one in the table of words.
PARTS = {
    *(
        "AddFile",
        "Anchor",
        "Edit",
        "Fix",
        "Planting",
        "RemoveFile",
        "Replacement",
        "Site",
    ),  # a defect
    *("FileCheck", "HiddenTest", "LintCheck", "StructureCheck", "TypeCheck"),  # kinds of checks
    *("FalseClaim", "PlannedCommit", "Remark", "Sample", "SideEdit", "StaleComment"),  # of a pack
    *("AllChanged", "NoneSays"),  # what makes a false claim of a pack untrue
    *("Dealt", "Difficulty", "Lines", "Place"),  # of a challenge
    *("CheckResult", "ClaimResult", "DefectResult", "Matching", "Points", "TestResult"),
    *("TimeTaken", "Event", "HintStep", "Ignored", "LeftOut", "Neutral"),
    *("ReviewComment", "Side"),  # of a submission
}


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its own two lines."""
    section = DESIGN.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    table = re.search(r"(?:^\|.*\n?)+", section, re.MULTILINE)
    assert table, heading
    lines = table[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def test_every_word_names_something_in_the_code() -> None:
    words = rows("The words")
    assert len(words) == len({word for word, *_ in words})
    for _, where, meaning in words:
        [name] = code(where)
        assert pkgutil.resolve_name(name)
        assert len(meaning.split()) > 3


def test_every_value_of_the_model_is_a_word_or_a_part_of_one() -> None:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.iter_modules(checker.model.__path__, "checker.model.")
    ]
    values = {
        name
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and not name.startswith("_")
        and (is_dataclass(value) or issubclass(value, str))
    }
    words = {code(where)[0].rpartition(".")[2] for _, where, _ in rows("The words")}
    assert values - words - PARTS == set(), "give it a row in docs/design.md, or a place in PARTS"
    assert values >= PARTS


def test_the_rooms_are_those_of_the_import_test() -> None:
    table = rows("The flow")
    assert [number for number, *_ in table] == [str(n) for n in range(1, len(STAGES) + 1)]
    assert [set(code(rooms)) for _, rooms, _ in table] == list(map(set, STAGES))


def test_the_proofs_are_those_that_the_command_names() -> None:
    assert {int(number): title for number, title, _ in rows("What every pack proves")} == (
        proofs.TITLES
    )
    files = (DOCS.parent / "checker" / "prove").glob("*.py")
    numbers = {
        int(number)
        for file in files
        for number in re.findall(r"number=(\d+)", file.read_text("utf-8"))
    }
    assert numbers == set(proofs.TITLES)


def test_the_exit_codes_are_those_of_the_errors_and_the_command() -> None:
    raised = {
        each.exit_code
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.MessyprError)
    }
    assert raised == {ExitCode.USAGE, ExitCode.FAILED, ExitCode.SUBMISSION}
    listed = [(int(number), meaning) for number, meaning in rows("Exit codes")]
    assert listed == list(MEANINGS.items())


@pytest.mark.parametrize(
    ("heading", "values"),
    [("Matching comments", Verdict), ("Isolation: judge, player, simulator", Isolation)],
)
def test_tables_of_values_have_all_of_them(heading: str, values: type[Verdict | Isolation]) -> None:
    assert [code(first)[0] for first, *_ in rows(heading)] == [str(each) for each in values]


def test_kinds_of_checks_are_those_of_the_model() -> None:
    kinds = {code(first)[0] for first, *_ in rows("Checks")}
    assert kinds == {each.__name__ for each in checker.model.key.Check.__args__}


def test_the_score_is_explained_as_the_command_explains_it() -> None:
    section = DESIGN.partition("\n## Score\n")[2]
    assert section.partition("```text\n")[2].partition("\n```")[0] == scoring.explain().rstrip()


def test_the_review_file_that_is_shown_is_one() -> None:
    shown = DESIGN.partition("```json\n")[2].partition("\n```")[0]
    assert json.loads(shown)["comments"][0]["severity"] == "major"
    assert len(parse(shown).comments) == 1


def test_decisions_are_listed_and_have_the_same_parts() -> None:
    listed = (DOCS / "adr" / "README.md").read_text("utf-8")
    files = sorted((DOCS / "adr").glob("0*.md"))
    assert len(files) >= 10
    assert re.findall(r"\((0.*\.md)\)", listed) == [file.name for file in files]
    for file in files:
        text = file.read_text("utf-8")
        title = text.partition("\n")[0]
        assert title.startswith(f"# {file.name[:4]}: ")
        assert title.partition(": ")[2] in listed
        headings = re.findall(r"^## (.*)", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"]


def test_the_formats_of_reviews_are_those_that_can_be_read_and_written() -> None:
    page = (DOCS / "review-formats.md").read_text("utf-8")
    listed = re.findall(r"^\| `(\w+)` \|.*\| (yes|no) \| (yes|no) \|$", page, re.MULTILINE)
    assert [name for name, *_ in listed] == [str(each) for each in Format]
    assert all(read == "yes" for _, read, _ in listed)
    assert {name for name, _, written in listed if written == "yes"} == set(map(str, EXPORTS))


def test_the_promises_of_isolation_are_those_that_the_doctor_tries() -> None:
    page = (DOCS.parent / "SECURITY.md").read_text("utf-8")
    listed = re.findall(r"^\| ([^|`]+) \| ((?:`\w+` ?)+)\|$", page, re.MULTILINE)
    assert {what: set(code(levels)) for what, levels in listed} == {
        what: set(map(str, levels)) for what, (_, levels) in ESCAPE_ATTEMPTS.items()
    }
