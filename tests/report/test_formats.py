"""Every form of a report, made from a report in which everything a candidate may choose is hostile.

The scorecard of that report is kept in golden/report_hostile.json, which other tests read too.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from checker import report
from checker.errors import UsageError
from checker.model.place import Lines, Place
from checker.model.result import (
    CheckResult,
    Claim,
    ClaimResult,
    DefectResult,
    Matching,
    Outcome,
    Points,
    Regression,
    Report,
    Score,
    TimeTaken,
    Verdict,
)
from checker.model.review import Event, Ignored, ReviewComment, Side
from checker.packs import loading
from checker.report import FORMATS, Scorecard, phrasing, severities
from checker.report.as_markdown import MAX_BYTES, code, prose
from checker.rules.rule import Severity
from tests.golden import HOSTILE_REPORT, hostile_scorecard

HOSTILE = (
    "[/nope] [bold red]SCORE 100[/] `tick` ``two`` | pipe <script>alert(1)</script> @octocat #1"
    " [x](http://evil.example) ![i](http://evil.example/i.png) www.evil.example ]]> &lt;"
    "\x1b[31mred\x07\x00 \u202eoverride \u200bhidden \udcff \\| \\"
    "\n::error file=a.py::gotcha\n  ::set-output name=score::100\n##[error]boom ##vso[task]x"
)
PATH = PurePosixPath("src/a|b`c<i>\n::warning::x.py")
DRAFTING = PurePosixPath("src/helpdesk/drafting.py")
EVERY_FORM = pytest.mark.parametrize("form", FORMATS)


def hostile() -> Report:
    pack = loading.load("helpdesk")
    worst, middle, least = (
        next(defect for defect in pack.key.defects if defect.slug == slug)
        for slug in ("global-endpoint", "semaphore-per-draft", "id-shadowed")
    )
    comment = ReviewComment(
        id="c1",
        path=PATH,
        lines=Lines(first=3, last=5),
        side=Side.LEFT,
        severity=None,
        body=HOSTILE,
        created_at=None,
    )
    place = Place(path=DRAFTING, lines=Lines(first=125, last=127), scope="Drafter.draft")
    second = Place(path=PurePosixPath("src/helpdesk/client.py"), lines=Lines(first=26, last=26))

    def checked(defect_checks: tuple[object, ...], outcome: Outcome) -> tuple[CheckResult, ...]:
        return tuple(
            CheckResult(check=check, outcome=outcome, evidence=HOSTILE)  # type: ignore[arg-type]
            for check in defect_checks
        )

    verdicts = ((Verdict.ASKED, middle.slug), (Verdict.FALSE_ALARM, "x"), (Verdict.NOISE, ""))
    return Report(
        pack="helpdesk",
        digest="0" * 16,
        seed=7,
        dealt_head="a" * 40,
        head="b" * 40,
        isolation="basic",
        tools=(("ruff", "1.2"), ("mypy", "3.4")),
        event=Event.APPROVE,
        defects=(
            DefectResult(
                defect=least,
                places=(place,),
                found=1.0,
                by=comment,
                checks=checked(least.checks, Outcome.PASSED),
                known=("It is wrong.", "should be right"),
            ),
            DefectResult(
                defect=middle,
                places=(place,),
                found=0.5,
                by=comment,
                checks=checked(middle.checks, Outcome.FAILED),
                known=("It is wrong.", "should be right"),
            ),
            DefectResult(
                defect=worst,
                places=(place, second),
                found=0.0,
                by=None,
                checks=checked(worst.checks, Outcome.FAILED),
                known=("It is wrong.", "should be right"),
            ),
        ),
        matching=Matching(
            claims=tuple(
                ClaimResult(
                    claim=Claim(comment=comment, index=number, text=HOSTILE),
                    verdict=verdict,
                    target=target,
                    why=HOSTILE,
                )
                for number, (verdict, target) in enumerate(verdicts)
            ),
            found=((least.slug, 1.0), (middle.slug, 0.5), (worst.slug, 0.0)),
        ),
        regressions=(Regression(target=HOSTILE, tests=(HOSTILE, HOSTILE), evidence=HOSTILE),),
        score=Score(
            total=12.3,
            review=Points(earned=10.0, possible=50.0, reasons=(HOSTILE,)),
            fix=Points(earned=2.3, possible=50.0, reasons=(HOSTILE, "plain")),
            precision=0.5,
            recall=0.25,
        ),
        clock=TimeTaken(limit_seconds=2_700, used_seconds=2_830),
        ignored=(Ignored(path=str(PATH), reason=HOSTILE),),
        notes=(HOSTILE,),
    )


@pytest.fixture
def card() -> Scorecard:
    return hostile_scorecard()


def test_what_is_drawn_up_is_the_golden_scorecard(card: Scorecard) -> None:
    drawn = report.to_scorecard(hostile())
    explained = {defect.slug: defect.explanation for defect in drawn.defects}
    defects = tuple(replace(each, explanation=explained[each.slug]) for each in card.defects)
    assert drawn == replace(card, defects=defects, adjudications=())


@pytest.mark.parametrize(
    ("words", "said", "shown"),
    [
        ("exit code \u2026 for \u2026", "exit code 0 for [a]", "exit code 0 for [a]"),
        ("the code raised KeyError", "'x'", "the code raised KeyError ('x')"),
        ("drafted \u2026 twice", "else", "drafted \u2026 twice (else)"),
        ("ab\u2026ba", "aba", "ab\u2026ba (aba)"),
        ("a \u2026 b \u2026 c", "a 1 c 2 b", "a \u2026 b \u2026 c (a 1 c 2 b)"),
        ("a is b", "", "a is b"),
    ],
)
def test_what_a_check_says_is_shown_once(words: str, said: str, shown: str) -> None:
    broken = Regression(target="a:b", tests=("t",), evidence=words, said=said)
    drawn = report.to_scorecard(replace(hostile(), regressions=(broken,)))
    assert [each.evidence for each in drawn.regressions] == [shown]


def test_defects_come_worst_first(card: Scorecard) -> None:
    assert [defect.severity for defect in card.defects] == ["blocker", "major", "nit"]


def test_a_scorecard_survives_being_kept(card: Scorecard) -> None:
    kept = FORMATS["json"](card)
    assert kept == HOSTILE_REPORT.read_text("ascii")
    assert report.parse(kept) == card


@EVERY_FORM
def test_no_form_holds_what_a_terminal_or_a_ci_runner_obeys(card: Scorecard, form: str) -> None:
    written = FORMATS[form](card)
    assert not [line for line in written.splitlines() if line.lstrip().startswith("::")]
    assert not re.search(r"##\w*\[", written)
    assert re.fullmatch(
        r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]*", written
    )


@EVERY_FORM
def test_the_same_scorecard_gives_the_same_text(card: Scorecard, form: str) -> None:
    assert FORMATS[form](card) == FORMATS[form](report.parse(FORMATS["json"](card)))


def test_json_says_everything_that_a_scorecard_says(card: Scorecard) -> None:
    written = FORMATS["json"](card)
    assert written.isascii()
    said = json.loads(written)
    assert said["schema"] == "messypr/report/2"
    assert said["late"] is True
    assert said["claims"][0]["text"] == HOSTILE
    assert said["defects"][0] == {
        "slug": "global-endpoint",
        "rule": "wrong-endpoint-region",
        "code": "MIS035",
        "category": "mistral",
        "severity": "blocker",
        "explanation": card.defects[0].explanation,
        "places": [
            {
                "path": str(DRAFTING),
                "lines": {"first": 125, "last": 127},
                "scope": "Drafter.draft",
            },
            {"path": "src/helpdesk/client.py", "lines": {"first": 26, "last": 26}, "scope": ""},
        ],
        "found": 0.0,
        "comment": "",
        "fixed": False,
        "checks": [
            {
                "kind": "hidden test",
                "name": "test_stream.py::test_every_request_stays_in_the_region",
                "outcome": "failed",
                "evidence": HOSTILE,
            }
        ],
        "reference": [
            {"path": str(each.path), "flawed": each.flawed, "clean": each.clean}
            for each in card.defects[0].reference
        ],
        "asked": list(card.defects[0].asked),
    }
    assert "It is wrong." in card.defects[0].asked[0]
    assert {"pack", "seed", "digest", "dealt_head", "head", "isolation", "tools"} <= set(said)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda said: said.update(schema="other"), "schema must be"),
        (lambda said: said.pop("score"), "report: score is missing"),
        (lambda said: said.update(seed=True), "report.seed must be a number"),
        (lambda said: said["defects"][1].update(severity="bad"), r"report.defects\[1\].severity"),
        (lambda said: said["score"].update(total="9"), "report.score.total must be a number"),
        (lambda said: said.update(notes="x"), "report.notes must be a list"),
        (lambda said: said.update(tools=[]), "report.tools must be an object"),
        (lambda said: said.update(clock=4), "report.clock must be an object"),
    ],
)
def test_json_that_was_changed_by_hand_is_refused_and_the_place_named(
    card: Scorecard, change: object, message: str
) -> None:
    said = json.loads(FORMATS["json"](card))
    change(said)  # type: ignore[operator]
    with pytest.raises(UsageError, match=message):
        report.parse(json.dumps(said))


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, "null"])
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="the report"):
        report.parse(text)


def test_junit_has_two_cases_for_each_defect_and_says_what_failed(card: Scorecard) -> None:
    root = ET.fromstring(FORMATS["junit"](card))
    cases = {case.get("name", ""): case for case in root.iter("testcase")}
    failed = {
        name: failure.get("type")
        for name, case in cases.items()
        if (failure := case.find("failure")) is not None
    }
    broken = f"{phrasing.one_line(HOSTILE)} still works"
    assert failed == {
        "wrong-endpoint-region (global-endpoint): found": "missed",
        "wrong-endpoint-region (global-endpoint): fixed": "unfixed",
        "unbounded-concurrency (semaphore-per-draft): found": "asked",
        "unbounded-concurrency (semaphore-per-draft): fixed": "unfixed",
        "no false alarms and no noise": "wrong",
        broken: "regression",
    }
    assert set(cases) - set(failed) == {
        "shadowed-builtin (id-shadowed): found",
        "shadowed-builtin (id-shadowed): fixed",
    }
    assert root.get("failures") == "6"
    assert cases["shadowed-builtin (id-shadowed): found"].get("classname") == "messypr.naming"
    properties = {each.get("name"): each.get("value") for each in root.iter("property")}
    assert properties["score"] == "12.3"
    assert properties["tool.ruff"] == "1.2"


def test_junit_of_a_clean_round_has_no_failure(card: Scorecard) -> None:
    clean = replace(card, defects=card.defects[2:], claims=(), regressions=())
    root = ET.fromstring(FORMATS["junit"](clean))
    assert root.get("failures") == "0"
    assert root.get("tests") == "4"


def tokens(markdown: str) -> list[Token]:
    parsed = MarkdownIt("commonmark").enable("table").parse(markdown)
    return [each for token in parsed for each in (token, *(token.children or ()))]


def test_markdown_lets_nothing_hostile_become_markup(card: Scorecard) -> None:
    written = FORMATS["markdown"](card)
    kinds = {token.type for token in tokens(written) if token.content != "<br>"}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "fence", "code_block"}
    assert not re.search(r"@\w|(?<![\\&])#\d|https?:/|www\.", re.sub("`.*`", "", written))
    rows = [line for line in written.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_markdown_tells_what_was_missed_last(card: Scorecard) -> None:
    written = FORMATS["markdown"](card)
    titles = [line.removeprefix("### ") for line in written.splitlines() if line.startswith("### ")]
    assert titles[0] == "Defects"
    assert titles[-1] == "Not found"
    assert written.startswith("## 12.3 of 100\n\n**review 10.0 of 50, fix 2.3 of 50**")
    assert "LATE by 2 min" in written
    assert "requested changes" not in written


@pytest.mark.parametrize(
    "text", [HOSTILE, "`", "``", "a`", "`a``b```c", "", " ", "|", "\\", "\\`", "*a* _b_", "~~x~~"]
)
def test_text_in_markdown_reads_as_it_is(text: str) -> None:
    shown = phrasing.one_line(text)
    span = [token for token in tokens(f"- {code(text)}") if token.type == "code_inline"]
    assert [token.content for token in span] == [shown or " "]
    inline = [token for token in tokens(f"- x{prose(text)}") if token.type == "text"]
    said = "".join(token.content for token in inline)
    assert said.replace("\u200b", "").removeprefix("x") == shown.removesuffix(" ")


def test_markdown_stays_under_the_limit_of_a_summary(card: Scorecard) -> None:
    flood = replace(
        card,
        claims=card.claims[1:] * 3_000,
        regressions=card.regressions * 3_000,
        ignored=card.ignored * 3_000,
        notes=("\u2603" * 100_000,) * 3_000,
        defects=tuple(replace(each, explanation="x" * 1_000) for each in card.defects * 1_000),
    )
    written = FORMATS["markdown"](flood)
    assert len(written.encode()) < MAX_BYTES
    assert "and 5900 more" in written
    assert written.endswith("the JSON report has it.\n")


def test_a_word_on_each_defect_and_on_the_time(card: Scorecard) -> None:
    assert [phrasing.found_word(defect) for defect in card.defects] == ["missed", "asked", "found"]
    assert [phrasing.fixed_word(defect) for defect in card.defects] == [
        "unfixed",
        "unfixed",
        "fixed",
    ]
    assert phrasing.round_of(card) == (
        "helpdesk, seed 7: approved, 1 of 3 defects found, 1 asked about, 1 fixed,"
        " 47 of 45 minutes used"
    )
    in_time = replace(card, clock=TimeTaken(limit_seconds=60, used_seconds=60), late=False)
    assert phrasing.lateness(in_time) == ""
    assert phrasing.lateness(replace(card, clock=None)) == ""
    assert phrasing.total(card) == "12.3"


def test_first_sentences_end_where_sentences_end() -> None:
    assert phrasing.first_sentence("One e.g. Two is. Three.") == "One e.g. Two is."
    assert phrasing.first_sentence("x.y is 1.0 here") == "x.y is 1.0 here"


def test_one_line_is_one_short_line() -> None:
    assert phrasing.one_line("a\n\n b\tc") == "a b c"
    assert phrasing.one_line("x" * 1_000) == "x" * 300 + "..."
    assert phrasing.one_line("::error::a ::b a::c ##[d] ##") == ": :error::a : :b a::c # #[d] ##"
    assert phrasing.one_line("\x1b[0m\u202e\udcff") == "\\x1b[0m\\u202e\\udcff"


def test_severities_are_held_against_the_key_and_blockers_are_counted(card: Scorecard) -> None:
    claim, defect = card.claims[0], card.defects[0]
    finds = [
        (Severity.BLOCKER, Severity.BLOCKER),
        (Severity.MINOR, Severity.MAJOR),
        (Severity.NIT, Severity.BLOCKER),
    ]
    given = replace(
        card,
        claims=tuple(
            replace(claim, comment=f"c{n}", severity=s, verdict=Verdict.FOUND, target=f"d{n}")
            for n, (s, _) in enumerate(finds)
        ),
        defects=tuple(
            replace(defect, slug=f"d{n}", severity=s, found=1.0, comment=f"c{n}")
            for n, (_, s) in enumerate(finds)
        ),
    )
    assert list(severities.describe(given)) == [
        "1 of 3 as in the key, 1.3 steps apart on average, milder than it (-1.3)",
        "1 of the 2 blockers found were commented on before all other finds",
    ]
    assert list(severities.describe(replace(card, claims=(), defects=()))) == []
