from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
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
    from tests.rounds.conftest import RoundUnderTest

APP = PurePosixPath("app.py")


def start(round_: RoundUnderTest) -> datetime:
    return rounds.load(round_.place).started_at


def test_a_round_is_found_from_everywhere_in_its_repository(
    round_: RoundUnderTest, tmp_path: Path
) -> None:
    (round_.repository / "deep" / "er").mkdir(parents=True)
    assert rounds.find(round_.repository / "deep" / "er") == round_.place
    round_.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    linked = rounds.find(tmp_path / "linked")
    assert linked.folder == round_.place.folder
    assert linked.worktree == tmp_path / "linked"


def test_a_round_can_live_in_a_linked_worktree(round_: RoundUnderTest, tmp_path: Path) -> None:
    round_.git("worktree", "add", "--quiet", "-b", "side", str(tmp_path / "linked"))
    mine = replace(rounds.load(round_.place), branch="side")
    place = rounds.create(tmp_path / "linked", mine)
    assert place.folder != round_.place.folder
    assert rounds.load(rounds.find(tmp_path / "linked")).branch == "side"
    (tmp_path / "linked" / "app.py").write_text("z = 1\n")
    head = rounds.commit_work(place, "work", start(round_))
    assert round_.git("rev-parse", "side") == head


def test_no_round_says_what_to_do(tmp_path: Path, round_: RoundUnderTest) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "missing", round_.repository / ".git"):
        with pytest.raises(RoundError, match="no round here: run `messypr start PACK`"):
            rounds.find(folder)


def test_a_second_round_does_not_overwrite_the_first(round_: RoundUnderTest) -> None:
    with pytest.raises(RoundError, match=r"a round in .* already"):
        rounds.create(round_.repository, rounds.load(round_.place))


def test_comments_are_added_changed_and_removed(round_: RoundUnderTest) -> None:
    first = round_.add("issue (blocking): one")
    second = round_.add("two", line=None)
    assert first.severity is Severity.BLOCKER
    assert first.created_at == datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    assert second.lines is None
    changed = rounds.edit_comment(round_.place, first.id[:4], body="größer")
    assert (changed.id, changed.severity) == (first.id, Severity.BLOCKER)
    changed = rounds.edit_comment(round_.place, second.id, severity=Severity.NIT)
    assert (changed.body, changed.severity) == ("two", Severity.NIT)
    assert round_.bodies() == ["größer", "two"]
    assert rounds.remove_comment(round_.place, first.id).id == first.id
    assert round_.bodies() == ["two"]


def test_the_same_words_twice_are_two_comments(round_: RoundUnderTest) -> None:
    ids = {round_.add("again").id for _ in range(3)}
    assert len(ids) == 3
    assert {len(name) for name in ids} == {6}


def test_an_unclear_id_is_answered_with_those_there_are(round_: RoundUnderTest) -> None:
    with pytest.raises(RoundError, match="no comment 'x'; there are: none yet"):
        rounds.remove_comment(round_.place, "x")
    first, second = round_.add("one"), round_.add("two")
    with pytest.raises(RoundError, match=f"several comments .*: {first.id}, {second.id}"):
        rounds.remove_comment(round_.place, "")
    with pytest.raises(RoundError, match=f"there are: {first.id}, {second.id}"):
        rounds.edit_comment(round_.place, "nope", body="x")


def test_bad_input_loses_nothing(round_: RoundUnderTest) -> None:
    kept = round_.add("kept")
    content = (round_.place.folder / "review.json").read_bytes()
    for body, line in {"\x07": 1, "half \ud800": 1, "": 1, "x" * 70_000: 1, "far": 9}.items():
        with pytest.raises(InvalidReviewError, match=r"^comment "):
            round_.add(body, line=line)
    with pytest.raises(InvalidReviewError):
        rounds.edit_comment(round_.place, kept.id, body="\x1b[0m")
    assert (round_.place.folder / "review.json").read_bytes() == content


def test_a_review_broken_by_hand_is_named(round_: RoundUnderTest) -> None:
    file = round_.place.folder / "review.json"
    file.write_text("{")
    with pytest.raises(InvalidReviewError, match=r"review\.json: the review is not JSON"):
        round_.add("one")
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
def test_a_round_broken_by_hand_is_named(round_: RoundUnderTest, name: str, content: str) -> None:
    (round_.place.folder / name).write_text(content)
    with pytest.raises(RoundError, match=name):
        rounds.load(round_.place)


def test_markers_are_imported_once(round_: RoundUnderTest) -> None:
    worked = "x = 1  #? issue: one\nnew = 1\ny = 2  #? nit: two\n"
    comments = to_comments(
        APP, worked, "x = 1\ny = 2\n", created_at=datetime(2026, 1, 31, 9, 30, tzinfo=UTC)
    )
    first = rounds.import_comments(round_.place, comments, dealt=round_.dealt)
    again = rounds.import_comments(round_.place, comments, dealt=round_.dealt)
    assert (first.added, first.skipped) == (2, 0)
    assert (again.added, again.skipped) == (0, 2)
    lines = [comment.lines for comment in rounds.load_review(round_.place).comments]
    assert lines == [Lines(first=1, last=1), Lines(first=2, last=2)]


def test_an_import_is_whole_or_nothing(round_: RoundUnderTest) -> None:
    round_.add("kept")
    good, bad = to_comments(APP, "a  #? 1\nb  #? 2\n", "a\nb\n")
    bad = replace(bad, lines=Lines(first=7, last=7))
    with pytest.raises(InvalidReviewError, match="there is no line 7"):
        rounds.import_comments(round_.place, (good, bad), dealt=round_.dealt)
    assert round_.bodies() == ["kept"]


def test_comments_on_later_commits_are_imported_on_dealt_lines(round_: RoundUnderTest) -> None:
    round_.write("app.py", "import os\n\nx = 1\ny = 2\n")
    later = rounds.commit_work(round_.place, "work", start(round_))
    comment = replace(round_.add("gone"), id="other", lines=Lines(first=4, last=4))
    rounds.import_comments(round_.place, [replace(comment, commit_id=later)], dealt=round_.dealt)
    assert rounds.load_review(round_.place).comments[-1].lines == Lines(first=2, last=2)


def test_handing_in_freezes_review_and_clock(round_: RoundUnderTest) -> None:
    begin = start(round_)
    assert rounds.time_left(rounds.load(round_.place), begin) == timedelta(minutes=45)
    comment = round_.add("one")
    now = (begin + timedelta(minutes=50)).astimezone(timezone(timedelta(hours=5)))
    frozen = rounds.stop_clock(
        round_.place, head=round_.dealt.head_commit, event=Event.APPROVE, body="fine", now=now
    )
    assert rounds.load(round_.place) == frozen
    assert frozen.submitted is not None
    assert frozen.submitted.at == datetime(2026, 1, 31, 10, 20, tzinfo=UTC)
    much_later = begin + timedelta(days=1)
    assert rounds.time_left(frozen, much_later) == timedelta(minutes=-5)
    review = rounds.load_review(round_.place)
    assert (review.event, review.body) == (Event.APPROVE, "fine")
    for change in (
        lambda: round_.add("two"),
        lambda: rounds.edit_comment(round_.place, comment.id, body="x"),
        lambda: rounds.remove_comment(round_.place, comment.id),
        lambda: rounds.import_comments(round_.place, [comment], dealt=round_.dealt),
        lambda: rounds.stop_clock(
            round_.place, head=round_.dealt.head_commit, event=Event.COMMENT, body="", now=now
        ),
    ):
        with pytest.raises(RoundError, match="was handed in at 2026-01-31T10:20:00Z"):
            change()
    assert round_.bodies() == ["one"]


def test_a_bad_verdict_does_not_freeze(round_: RoundUnderTest) -> None:
    begin = start(round_)
    head = round_.dealt.head_commit
    with pytest.raises(InvalidReviewError, match="the review: body holds"):
        rounds.stop_clock(round_.place, head=head, event=Event.COMMENT, body="\x00", now=begin)
    with pytest.raises(RoundError, match="no commit 000000000000"):
        rounds.stop_clock(round_.place, head="0" * 40, event=Event.COMMENT, body="", now=begin)
    assert rounds.load(round_.place).submitted is None


def test_the_report_is_kept(round_: RoundUnderTest) -> None:
    with pytest.raises(RoundError, match="no report yet"):
        rounds.read_report(round_.place)
    rounds.write_report(round_.place, "{}\n")
    assert rounds.read_report(round_.place) == "{}\n"


def test_comments_on_the_old_side_are_held_against_the_base(round_: RoundUnderTest) -> None:
    place, dealt, now = round_.place, round_.dealt, start(round_)
    lines = Lines(first=2, last=2)
    with pytest.raises(InvalidReviewError, match="has 1 lines on side LEFT"):
        rounds.put_comment(
            place,
            rounds.new_comment(path=APP, lines=lines, body="x", now=now, side=Side.LEFT),
            dealt=dealt,
        )
