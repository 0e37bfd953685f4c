from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from checker import rounds
from checker.errors import InvalidReviewError, RoundError
from checker.model.place import Lines
from checker.model.review import Event, Side
from checker.review.markers import to_comments
from checker.rules.rule import Severity

if TYPE_CHECKING:
    from tests.test_rounds.conftest import Sitting

APP = PurePosixPath("app.py")


def start(sitting: Sitting) -> datetime:
    return datetime.fromisoformat(rounds.load(sitting.place).started_at)


def test_a_round_is_found_from_everywhere_in_its_repository(
    sitting: Sitting, tmp_path: Path
) -> None:
    (sitting.repository / "deep" / "er").mkdir(parents=True)
    assert rounds.find(sitting.repository / "deep" / "er") == sitting.place
    sitting.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    linked = rounds.find(tmp_path / "linked")
    assert linked.folder == sitting.place.folder
    assert linked.worktree == tmp_path / "linked"


def test_a_round_can_live_in_a_linked_worktree(sitting: Sitting, tmp_path: Path) -> None:
    sitting.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    mine = replace(rounds.load(sitting.place), branch="side")
    place = rounds.create(tmp_path / "linked", mine)
    assert place.folder != sitting.place.folder
    assert rounds.load(rounds.find(tmp_path / "linked")).branch == "side"
    (tmp_path / "linked" / "app.py").write_text("z = 1\n")
    head = rounds.commit_work(place, "work", start(sitting))
    assert sitting.git("rev-parse", "side") == head


def test_no_round_says_what_to_do(tmp_path: Path, sitting: Sitting) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "missing", sitting.repository / ".git"):
        with pytest.raises(RoundError, match="no round here: run `messypr start PACK`"):
            rounds.find(folder)


def test_a_second_round_does_not_overwrite_the_first(sitting: Sitting) -> None:
    with pytest.raises(RoundError, match=r"a round in .* already"):
        rounds.create(sitting.repository, rounds.load(sitting.place))


def test_comments_are_added_changed_and_removed(sitting: Sitting) -> None:
    first = sitting.add("issue (blocking): one")
    second = sitting.add("two", line=None)
    assert first.severity is Severity.BLOCKER
    assert first.created_at == "2026-01-31T09:30:00Z"
    assert second.lines is None
    changed = rounds.edit_comment(sitting.place, first.id[:4], body="größer")
    assert (changed.id, changed.severity) == (first.id, Severity.BLOCKER)
    changed = rounds.edit_comment(sitting.place, second.id, severity=Severity.NIT)
    assert (changed.body, changed.severity) == ("two", Severity.NIT)
    assert sitting.bodies() == ["größer", "two"]
    assert rounds.remove_comment(sitting.place, first.id).id == first.id
    assert sitting.bodies() == ["two"]


def test_the_same_words_twice_are_two_comments(sitting: Sitting) -> None:
    ids = {sitting.add("again").id for _ in range(3)}
    assert len(ids) == 3
    assert {len(name) for name in ids} == {6}


def test_an_unclear_id_is_answered_with_those_there_are(sitting: Sitting) -> None:
    with pytest.raises(RoundError, match="no comment 'x'; there are: none yet"):
        rounds.remove_comment(sitting.place, "x")
    first, second = sitting.add("one"), sitting.add("two")
    with pytest.raises(RoundError, match=f"several comments .*: {first.id}, {second.id}"):
        rounds.remove_comment(sitting.place, "")
    with pytest.raises(RoundError, match=f"there are: {first.id}, {second.id}"):
        rounds.edit_comment(sitting.place, "nope", body="x")


def test_bad_input_loses_nothing(sitting: Sitting) -> None:
    kept = sitting.add("kept")
    content = (sitting.place.folder / "review.json").read_bytes()
    for body, line in {"\x07": 1, "half \ud800": 1, "": 1, "x" * 70_000: 1, "far": 9}.items():
        with pytest.raises(InvalidReviewError, match=r"^comment "):
            sitting.add(body, line=line)
    with pytest.raises(InvalidReviewError):
        rounds.edit_comment(sitting.place, kept.id, body="\x1b[0m")
    assert (sitting.place.folder / "review.json").read_bytes() == content


def test_a_review_broken_by_hand_is_named(sitting: Sitting) -> None:
    file = sitting.place.folder / "review.json"
    file.write_text("{")
    with pytest.raises(InvalidReviewError, match=r"review\.json: the review is not JSON"):
        sitting.add("one")
    assert file.read_text() == "{"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("round.json", "{"),
        ("round.json", "[" * 100_000),
        ("round.json", '{"schema": "messypr/round/2"}'),
        ("round.json", '{"schema": "messypr/round/1", "pack": 3}'),
        ("submitted.json", '{"schema": "messypr/submitted/1", "at": "x", "head": "", "body": ""}'),
    ],
)
def test_a_round_broken_by_hand_is_named(sitting: Sitting, name: str, content: str) -> None:
    (sitting.place.folder / name).write_text(content)
    with pytest.raises(RoundError, match=name):
        rounds.load(sitting.place)


def test_markers_are_imported_once(sitting: Sitting) -> None:
    worked = "x = 1  #? issue: one\nnew = 1\ny = 2  #? nit: two\n"
    comments = to_comments(APP, worked, "x = 1\ny = 2\n", created_at="2026-01-31T09:30:00Z")
    first = rounds.import_comments(sitting.place, comments, dealt=sitting.dealt)
    again = rounds.import_comments(sitting.place, comments, dealt=sitting.dealt)
    assert (first.added, first.skipped) == (2, 0)
    assert (again.added, again.skipped) == (0, 2)
    lines = [comment.lines for comment in rounds.load_review(sitting.place).comments]
    assert lines == [Lines(first=1, last=1), Lines(first=2, last=2)]


def test_an_import_is_whole_or_nothing(sitting: Sitting) -> None:
    sitting.add("kept")
    good, bad = to_comments(APP, "a  #? 1\nb  #? 2\n", "a\nb\n")
    bad = replace(bad, lines=Lines(first=7, last=7))
    with pytest.raises(InvalidReviewError, match="there is no line 7"):
        rounds.import_comments(sitting.place, (good, bad), dealt=sitting.dealt)
    assert sitting.bodies() == ["kept"]


def test_comments_on_later_commits_are_imported_on_dealt_lines(sitting: Sitting) -> None:
    sitting.write("app.py", "import os\n\nx = 1\ny = 2\n")
    later = rounds.commit_work(sitting.place, "work", start(sitting))
    comment = replace(sitting.add("gone"), id="other", lines=Lines(first=4, last=4))
    rounds.import_comments(sitting.place, [replace(comment, commit_id=later)], dealt=sitting.dealt)
    assert rounds.load_review(sitting.place).comments[-1].lines == Lines(first=2, last=2)


def test_handing_in_freezes_review_and_clock(sitting: Sitting) -> None:
    begin = start(sitting)
    assert rounds.time_left(rounds.load(sitting.place), begin) == timedelta(minutes=45)
    comment = sitting.add("one")
    now = (begin + timedelta(minutes=50)).astimezone(timezone(timedelta(hours=5)))
    frozen = rounds.stop_clock(
        sitting.place, head=sitting.dealt.head_commit, event=Event.APPROVE, body="fine", now=now
    )
    assert rounds.load(sitting.place) == frozen
    assert frozen.submitted is not None
    assert frozen.submitted.at == "2026-01-31T10:20:00Z"
    much_later = begin + timedelta(days=1)
    assert rounds.time_left(frozen, much_later) == timedelta(minutes=-5)
    review = rounds.load_review(sitting.place)
    assert (review.event, review.body) == (Event.APPROVE, "fine")
    for change in (
        lambda: sitting.add("two"),
        lambda: rounds.edit_comment(sitting.place, comment.id, body="x"),
        lambda: rounds.remove_comment(sitting.place, comment.id),
        lambda: rounds.import_comments(sitting.place, [comment], dealt=sitting.dealt),
        lambda: rounds.stop_clock(
            sitting.place, head=sitting.dealt.head_commit, event=Event.COMMENT, body="", now=now
        ),
    ):
        with pytest.raises(RoundError, match="was handed in at 2026-01-31T10:20:00Z"):
            change()
    assert sitting.bodies() == ["one"]


def test_a_bad_verdict_does_not_freeze(sitting: Sitting) -> None:
    begin = start(sitting)
    head = sitting.dealt.head_commit
    with pytest.raises(InvalidReviewError, match="the review: body holds"):
        rounds.stop_clock(sitting.place, head=head, event=Event.COMMENT, body="\x00", now=begin)
    with pytest.raises(RoundError, match="no commit 000000000000"):
        rounds.stop_clock(sitting.place, head="0" * 40, event=Event.COMMENT, body="", now=begin)
    assert rounds.load(sitting.place).submitted is None


def test_the_report_is_kept(sitting: Sitting) -> None:
    with pytest.raises(RoundError, match="no report yet"):
        rounds.read_report(sitting.place)
    rounds.write_report(sitting.place, "{}\n")
    assert rounds.read_report(sitting.place) == "{}\n"


def test_comments_on_the_old_side_are_held_against_the_base(sitting: Sitting) -> None:
    place, dealt, now = sitting.place, sitting.dealt, start(sitting)
    lines = Lines(first=2, last=2)
    with pytest.raises(InvalidReviewError, match="has 1 lines on side LEFT"):
        rounds.add_comment(
            place, path=APP, lines=lines, body="x", dealt=dealt, now=now, side=Side.LEFT
        )
