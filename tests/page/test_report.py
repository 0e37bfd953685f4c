"""The report as one HTML file: what it says, and that nothing hostile becomes markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from checker.diffs import Block, FileDiff, Status
from checker.model.place import Lines
from checker.model.review import Review, ReviewComment, Side
from checker.report import Scorecard, as_html, charts
from checker.report.story import RoundStory, TimelineEvent, TimelineEventKind
from tests.golden import hostile_scorecard
from tests.page.browsing import Window
from tests.page.served import path

HOSTILE = "<script>alert(1)</script> & ' \" \u202e \x1b[31m </style> ]]>"
DRAFTING = path("src/helpdesk/drafting.py")


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return hostile_scorecard()


def story(*comments: ReviewComment) -> RoundStory:
    lines = tuple(f"line {n} {HOSTILE}" for n in range(1, 201))
    added = Block(old_start=0, old_stop=0, new_start=0, new_stop=200)
    changed = Block(old_start=124, old_stop=125, new_start=124, new_stop=125)
    return RoundStory(
        title="Draft replies",
        changes=(
            FileDiff(
                status=Status.ADDED, old_path=DRAFTING, path=DRAFTING, new=lines, blocks=(added,)
            ),
        ),
        fixes=(
            FileDiff(
                status=Status.MODIFIED,
                old_path=DRAFTING,
                path=DRAFTING,
                old=lines,
                new=(*lines[:124], "mended now", *lines[125:]),
                blocks=(changed,),
            ),
        ),
        review=Review(comments=comments),
        happenings=(
            TimelineEvent(second=60, deed=TimelineEventKind.COMMENT, about="c1"),
            TimelineEvent(second=90, deed=TimelineEventKind.COMMIT, about=HOSTILE),
            TimelineEvent(second=3_000, deed=TimelineEventKind.SUBMIT),
        ),
        minutes=45,
    )


def comment(name: str, line: int | None) -> ReviewComment:
    return ReviewComment(
        id=name,
        path=DRAFTING,
        lines=Lines(first=line, last=line) if line else None,
        side=Side.RIGHT,
        severity=None,
        body=f"{HOSTILE}\n```suggestion\n{HOSTILE}\n```",
        created_at=None,
    )


def test_nothing_hostile_becomes_markup(card: Scorecard) -> None:
    html = as_html.dump(card, story(comment("c1", 3), comment("c2", None)))
    assert "<script" not in html
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert html.count("</style>") == 1
    assert html.count("U+202E") > 3
    assert not re.search(r"<[^>]+\son\w+=", html)


def test_it_needs_no_other_file(card: Scorecard) -> None:
    html = as_html.dump(card, story())
    assert "default-src 'none'" in html
    assert not re.findall(r"(?:src|href)=\"(?!#|data:)", html)
    assert "@import" not in html
    assert "url(" not in html
    assert 'href="review.css"' in as_html.dump(card, story(), alone=False)


def test_it_says_what_the_scorecard_says(card: Scorecard) -> None:
    html = unescape(as_html.dump(card, story(comment("c1", 3))))
    for defect in card.defects:
        assert defect.explanation in html
        assert defect.rule in html
        for check in defect.checks:
            assert check.name in html
        for each in defect.reference:
            for line in each.clean.splitlines():
                assert line.strip().split("(")[0] in re.sub(r"<[^>]+>", "", html)
    for points in (card.score.review, card.score.fix):
        assert f"{points.earned:.1f} of {points.possible:g}" in html
    assert "mended now" in re.sub(r"<[^>]+>", "", html)


def test_what_is_between_backticks_is_code(card: Scorecard) -> None:
    said = "`await <x>` is missing, and ` alone is none"
    defects = (replace(card.defects[0], explanation=said), *card.defects[1:])
    html = as_html.dump(replace(card, defects=defects), story())
    assert "<code>await &lt;x&gt;</code> is missing, and ` alone is none" in html


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 400])
def test_a_long_word_does_not_burst_the_report(
    card: Scorecard, tmp_path: Path, window: Callable[..., Window], width: int
) -> None:
    word = "averylongword" * 60
    defects = tuple(replace(each, explanation=f"{word}. And {word}.") for each in card.defects)
    claims = tuple(replace(each, text=word, why=f"{word} `{word}`") for each in card.claims)
    file = tmp_path / "report.html"
    content = as_html.dump(replace(card, defects=defects, claims=claims), story(comment("c1", 3)))
    file.write_text(content)
    at = window(file.as_uri(), ready=False, viewport={"width": width, "height": 800})
    at.find(".big").wait_for()
    assert at.width() <= width


def test_missed_defects_and_comments_stand_at_their_lines(card: Scorecard) -> None:
    html = as_html.dump(card, story(comment("c1", 3)))
    diff = html[html.index('id="h-diff"') :]
    at = diff.index("data-s=R data-n=3>")
    assert at < diff.index('id="c-c1"') < diff.index("data-s=R data-n=4>")
    missed = card.missed[0]
    last = missed.places[0].lines.last
    before, after = (diff.index(f"data-s=R data-n={n}>") for n in (last, last + 1))
    assert before < diff.index(f'id="m-{missed.slug}"') < after


def test_a_comment_is_what_its_best_claim_is(card: Scorecard) -> None:
    kinds = as_html.comment_kinds(card)
    assert set(kinds.values()) <= {"hit", "alarm", "noise", "neutral"}
    assert kinds["c1"] == "hit"


def test_a_round_without_defects_or_moments_can_be_told(card: Scorecard) -> None:
    html = as_html.dump(
        replace(card, defects=(), claims=()), replace(story(), happenings=(), changes=())
    )
    assert "None were planted" in html


def test_the_timeline_holds_everything_within_its_width() -> None:
    told = replace(story(), minutes=45)
    line = charts.timeline(told, {"c1": "noise"})
    assert [mark.kind for mark in line.marks] == ["noise", "neutral", "neutral"]
    assert all(0 < mark.x < charts.WIDTH for mark in line.marks)
    assert line.limit < charts.WIDTH - charts.MARGIN
    assert len(line.ticks) <= charts.MAX_TICKS + 2
    long = replace(told, happenings=(TimelineEvent(second=10**7, deed=TimelineEventKind.SUBMIT),))
    assert len(charts.timeline(long, {}).ticks) <= charts.MAX_TICKS + 2
