"""Questions that settle verdicts, and what the answers made of them, as rows and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from checker.defence.judging import letters, right_answer
from checker.defence.values import Answered
from checker.model.result import Verdict
from checker.report import Scorecard, phrasing
from checker.report.scorecard import Settled
from checker.settling.doubts import EARNING
from checker.settling.settled import settled_verdict
from checker.settling.values import Role, SettlingQuestion, Table
from cli.output.defence import question_fields, question_rows
from cli.output.rows import TextRow, plain

INDENT: Final = 4
WHY: Final = MappingProxyType(
    {
        Role.OPPOSITE: "this is what people say who misread these lines",
        Role.NEAR_MISS: "this is another wish about these lines, and not what goes wrong",
        Role.SIBLING: "this is a fault of another kind, which is not here",
        Role.ELSE: "you said that it is something else",
    }
)


def asked_rows(asked: SettlingQuestion, number: int, count: int) -> Iterator[TextRow]:
    """Yield a question with the comment that it comes from."""
    claim = asked.doubt.claim
    yield from question_rows(asked.question, number, count)
    yield plain(f"your comment {_safe(claim.comment)} at {phrasing.where(claim)} says:", INDENT)
    yield plain(f'"{_safe(claim.text)}"', INDENT)


def settled_rows(asked: SettlingQuestion, answer: Answered) -> Iterator[TextRow]:
    """Yield what an answer made of the verdict, and why."""
    yield plain(outcome_sentence(asked, answer), INDENT)
    yield plain(phrasing.one_line(asked.question.explanation, longest=2_000), INDENT)


def outcome_sentence(asked: SettlingQuestion, answer: Answered) -> str:
    """Return in a sentence what an answer made of a verdict."""
    verdict = asked.doubt.claim.verdict
    if answer.right:
        now = settled_verdict(asked.doubt.claim)
        half = ", which counts half: it only asks" if now is Verdict.ASKED else ""
        return f"settled: this is what goes wrong; your comment counts as {now}{half}"
    left = (
        f"the verdict {verdict} is not taken away, but your answer does not defend it"
        if verdict in EARNING
        else f"the verdict stays {verdict}"
    )
    return f"not settled, {_why(asked, answer)}: it is {right_answer(asked.question)}; {left}"


def result_rows(card: Scorecard) -> Iterator[TextRow]:
    """Yield both numbers, where something was answered."""
    if card.settled is not None:
        yield plain("")
        yield plain(phrasing.settled(card))
        for line in card.settled.lines:
            now = f" -> {line.verdict}" if line.verdict is not line.judged else ""
            rule = _safe(line.rule)
            yield plain(f"{line.outcome}: {line.judged}{now} {rule} comment {_safe(line.comment)}")


def fields(table: Table, card: Scorecard) -> dict[str, object]:
    """Return the questions and both numbers for a program."""
    given = table.settling.answers if table.settling is not None else ()
    answered = {each.question: each for each in given}
    known = card.settled
    return {
        "questions": [
            _fields(name, asked, answered.get(name)) for name, asked in table.questions.items()
        ],
        "open": [name for name in table.open if name in table.questions],
        "right": known.right if known is not None else 0,
        "after_report": known.after_report if known is not None else 0,
        "as_judged": card.score.total,
        "as_settled": known.total if known is not None else None,
    }


def _fields(name: str, asked: SettlingQuestion, answer: Answered | None) -> Mapping[str, Any]:
    claim = asked.doubt.claim
    shown = {
        **question_fields(name, asked.question, answer),
        "comment": claim.text,
        "verdict": claim.verdict,
    }
    if answer is None:
        return shown
    settled = settled_verdict(claim) if answer.right else claim.verdict
    return {
        **shown,
        "settled": answer.right,
        "as_settled": settled,
        "outcome": _outcome(asked, answer),
    }


def _outcome(asked: SettlingQuestion, answer: Answered) -> Settled:
    if answer.right:
        return Settled.TRUTH
    return Settled.NOT_DEFENDED if asked.doubt.claim.verdict in EARNING else Settled.LEFT


def _why(asked: SettlingQuestion, answer: Answered) -> str:
    """Return what the answer that was chosen is; the kept letter may be anything."""
    known = dict(zip(letters(asked.question), asked.roles, strict=True))
    return WHY.get(known.get(answer.given, Role.TRUTH), "no answer was given")


def _safe(text: str) -> str:
    return phrasing.one_line(text)
