"""What ``messypr admit --defect`` prints says what was tried, and what was not."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.dealing.overlaps import Overlap
from checker.operators.lock import Lock
from checker.prove.admit_defect import DefectAdmission
from checker.prove.pairs import Incompatible
from checker.rules.rule import Category
from cli.output.operators import defect_fields, defect_text

OVERLAP = Overlap(
    slug="cap-dropped-in-app-run", path=PurePosixPath("src/app.py"), line=7, why="both change it"
)


def admission(*sites: Overlap, clashes: tuple[str, ...] = (), dealt: int = 3) -> DefectAdmission:
    found = Incompatible(
        slug="my-defect",
        category=Category.STATE,
        hand_made=(),
        sites=sites,
        draws=50,
        dealt=dealt,
        displaced=0,
    )
    return DefectAdmission(
        lock=Lock(admitted=(), hand_made={}),
        fails=("test_a.py::b",),
        seeing=46,
        clashes=clashes,
        incompatible=found,
    )


def test_what_was_tried_and_what_is_left_is_said_with_commands() -> None:
    text = defect_text("helpdesk", admission(OVERLAP, clashes=("tail-lost-in-app",)))
    tried, left = text.split("not tried: ")
    assert "1 of the 46 hidden tests that see these sites fail on my-defect" in tried
    assert "so that no deal has both: tail-lost-in-app\n" in tried
    assert "    cap-dropped-in-app-run (src/app.py:7): both change it\n" in tried
    assert "3 of 50 plain draws deal my-defect" in tried
    assert left.splitlines()[1:3] == [
        "  .venv/bin/messypr prove helpdesk --only my-defect",
        "  .venv/bin/messypr prove helpdesk",
    ]


def test_nothing_found_is_not_said_to_be_all_that_there_is() -> None:
    text = defect_text("helpdesk", admission())
    assert "so that no deal has both: none\n" in text
    assert "my-defect changes no text that another defect or site changes" in text
    assert "not tried: its proofs, the draws that deal it, and sites that were refused" in text


def test_a_defect_that_no_plain_draw_deals_is_told_why() -> None:
    text = defect_text("helpdesk", admission(dealt=0))
    assert "0 of 50 plain draws deal my-defect\n" in text
    assert "of the 13 places of a plain draw 0 are for the category state and 1 for any" in text
    assert "for the category" not in defect_text("helpdesk", admission())


def test_a_program_reads_the_same() -> None:
    fields = defect_fields(admission(OVERLAP))
    assert fields["cannot_be_planted_with"] == [
        {
            "defect": "cap-dropped-in-app-run",
            "path": "src/app.py",
            "line": 7,
            "why": "both change it",
        }
    ]
    assert (fields["dealt"], fields["draws"]) == (3, 50)
