"""Questions of a defence and how they were answered, as rows and as fields for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.defence import judging
from checker.defence.values import (
    MINUTES_A_QUESTION,
    Answered,
    ChoiceQuestion,
    Defence,
    NumberQuestion,
    Question,
)
from checker.model.times import as_text
from checker.report import Scorecard, phrasing
from cli.output.rows import TextRow, plain, title
from cli.output.say import counted

INDENT = 4
MOST_LINES = 14


def question_rows(question: Question, number: int, count: int) -> Iterator[TextRow]:
    """Yield a question with its choices."""
    yield plain("")
    yield title(f"question {number} of {count}")
    yield plain(_safe(question.text))
    if isinstance(question, NumberQuestion):
        yield plain(f"(a number: {question.unit}{_tolerance(question)})", INDENT)
        return
    yield from _code(question.code, INDENT)
    for letter, text in zip(judging.letters(question), question.choices, strict=True):
        first, *others = text.split("\n")
        yield plain(f"{letter}) {_indented(first)}", INDENT)
        yield from _code("\n".join(others), INDENT + 3)


def judged_rows(question: Question, answer: Answered, defence: Defence) -> Iterator[TextRow]:
    """Yield whether an answer is right, and why."""
    said = "right" if answer.right else f"wrong: it is {_right(question)}"
    late = " (late)" if answer.at > defence.ends_at else ""
    yield plain(f"{said}{late}", INDENT)
    yield plain(_safe(question.explanation), INDENT)
    yield plain(f"source: {_safe(question.source)}", INDENT)


def result_rows(defence: Defence, card: Scorecard) -> Iterator[TextRow]:
    """Yield what a defence came to, beside the score."""
    yield plain("")
    yield plain(sentence(defence, card))


def sentence(defence: Defence, card: Scorecard) -> str:
    """Return one sentence about a defence, for the report of its round too."""
    count = len(defence.questions)
    if defence.open:
        return f"Defence: {len(defence.answers)} of {counted(count, 'question')} answered"
    late = f", {defence.late} of them late" if defence.late else ""
    verdict = judging.verdict(card.score.review, defence)
    return (
        f"Defence: {defence.right} of {counted(count, 'answer')} right{late}"
        f" (apart from the {card.score.total:g} points): {verdict}"
    )


def fields(
    defence: Defence, questions: Mapping[str, Question], card: Scorecard
) -> dict[str, object]:
    """Return a defence for a program: a question's answer is in it once it was answered."""
    answered = {each.question: each for each in defence.answers}
    finished = not defence.open
    return {
        "begun_at": as_text(defence.begun_at),
        "ends_at": as_text(defence.ends_at),
        "minutes": MINUTES_A_QUESTION * len(defence.questions),
        "questions": [
            question_fields(name, questions.get(name), answered.get(name))
            | _lateness(answered.get(name), defence)
            for name in defence.questions
        ],
        "open": [*defence.open],
        "right": defence.right,
        "late": defence.late,
        "score": card.score.total,
        "review": str(judging.of_review(card.score.review)),
        "defence": str(judging.of_defence(defence)) if finished else None,
        "verdict": judging.verdict(card.score.review, defence) if finished else None,
    }


def question_fields(
    name: str, question: Question | None, answer: Answered | None
) -> dict[str, Any]:
    """Return a question for a program; the right answer is in it once it was answered."""
    shown: dict[str, Any] = {"id": name}
    if isinstance(question, ChoiceQuestion):
        choices = dict(zip(judging.letters(question), question.choices, strict=True))
        shown |= {"text": question.text, "code": question.code, "choices": choices}
    elif question is not None:
        shown |= {
            "text": question.text,
            "unit": question.unit,
            "tolerance": float(question.tolerance),
        }
    if answer is None:
        return shown
    shown |= {"given": answer.given, "right": answer.right}
    if question is not None:
        shown |= {
            "answer": judging.right_answer(question),
            "explanation": question.explanation,
            "source": question.source,
        }
    return shown


def _lateness(answer: Answered | None, defence: Defence) -> dict[str, bool]:
    return {"late": answer.at > defence.ends_at} if answer is not None else {}


def _right(question: Question) -> str:
    if isinstance(question, NumberQuestion):
        return f"{judging.right_answer(question)} {question.unit}"
    return judging.right_answer(question)


def _tolerance(question: NumberQuestion) -> str:
    share = float(question.tolerance)
    return f", {share:.0%} more or less is right" if share else ""


def _code(text: str, indent: int) -> Iterator[TextRow]:
    lines: Sequence[str] = text.split("\n") if text else ()
    for line in lines[:MOST_LINES]:
        yield plain(_indented(line), indent)
    if len(lines) > MOST_LINES:
        yield plain(f"and {len(lines) - MOST_LINES} lines more", indent)


def _indented(line: str) -> str:
    """Return a line whose indentation stays, made safe for a terminal."""
    blank = re.match(r" *", line)
    return f"{blank[0] if blank else ''}{_safe(line)}"


def _safe(text: str) -> str:
    return phrasing.one_line(text, longest=2_000)
