"""The JSON lines of an adjudication: appeals are written, verdicts are read as hostile data."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from checker.adjudication.values import (
    Appeal,
    Credit,
    GivenVerdict,
    Reading,
    RefusedVerdict,
)
from checker.errors import UsageError
from checker.report import as_json
from checker.report.scorecard import DefectLine

SCHEMA: Final = "messypr/appeal/1"
MOST_BYTES: Final = 4 << 20
LONGEST_LINE: Final = 20_000
LONGEST_QUOTE: Final = 600
LONGEST_WHY: Final = 600
FEWEST_WORDS: Final = 3
ID_LETTERS: Final = 16
EXAMPLE: Final = '{"id": "...", "defect": "a-slug" or null, "credit": "full", "quote": "..."}'
_WORD = re.compile(r"\w+")


def named(appeal: Appeal) -> Appeal:
    """Return an appeal whose id is the digest of everything that is asked."""
    said = json.dumps(_asked(appeal), sort_keys=True).encode()
    return replace(appeal, id=hashlib.sha256(said).hexdigest()[:ID_LETTERS])


def dump(appeals: Iterable[Appeal]) -> str:
    """Return the appeals as JSON, one a line, in ASCII that no CI runner obeys."""
    return "".join(f"{as_json.line(as_fields(each))}\n" for each in appeals)


def as_fields(appeal: Appeal) -> dict[str, Any]:
    """Return an appeal as the fields of its line."""
    return {"schema": SCHEMA, "id": appeal.id, **_asked(appeal)}


def _asked(appeal: Appeal) -> dict[str, Any]:
    claim, code = appeal.claim, appeal.code
    lines = [claim.lines.first, claim.lines.last] if claim.lines else None
    return {
        "comment": {
            "id": claim.comment,
            "path": str(claim.path),
            "side": str(claim.side),
            "lines": lines,
            "body": appeal.body,
        },
        "claim": {"number": claim.number, "text": claim.text},
        "code": {"first_line": code.first, "text": code.text} if code else None,
        "defects": [*map(_defect, appeal.offered)],
        "first_judge": {
            "verdict": str(claim.verdict),
            "defect": claim.target or None,
            "unsure": claim.unsure,
            "why": claim.why,
        },
    }


def _defect(defect: DefectLine) -> dict[str, Any]:
    return {
        "defect": defect.slug,
        "rule": defect.rule,
        "severity": str(defect.severity),
        "places": [
            {"path": str(each.path), "lines": [each.lines.first, each.lines.last]}
            for each in defect.places
        ],
        "explanation": defect.explanation,
        "model_comments": list(defect.asked),
    }


def read(content: bytes, appeals: Sequence[Appeal], name: str) -> Reading:
    """Return the verdicts in some JSON lines; ``name`` is what messages call the file.

    A verdict is refused that names a defect which was not offered, or does not quote its comment.

    Raises:
        UsageError: The file has another form, or answers what was not asked; it says which line.
    """
    if len(content) > MOST_BYTES:
        raise UsageError(f"{name} has more than {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}, line {number}: it is not UTF-8") from error
    by_id = {each.id: each for each in appeals}
    verdicts: list[GivenVerdict] = []
    refused: list[RefusedVerdict] = []
    seen: dict[str, int] = {}
    for number, fields in _objects(text, name):
        given = _given(fields, by_id, f"{name}, line {number}")
        if given.appeal.id in seen:
            first = seen[given.appeal.id]
            raise UsageError(f"{name}, line {number}: line {first} is about the same claim")
        seen[given.appeal.id] = number
        if reason := _fault(given):
            refused.append(RefusedVerdict(line=number, reason=reason))
        else:
            verdicts.append(given)
    return Reading(verdicts=tuple(verdicts), refused=tuple(refused))


def _objects(text: str, name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        if len(line) > LONGEST_LINE:
            raise UsageError(f"{where}: it has more than {LONGEST_LINE} characters")
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{where}: it is not JSON; write {EXAMPLE}") from error
        if not isinstance(fields, dict):
            raise UsageError(f"{where}: it is no object; write {EXAMPLE}")
        yield number, fields


def _given(fields: Mapping[str, Any], by_id: Mapping[str, Appeal], where: str) -> GivenVerdict:
    appeal = by_id.get(_text(fields, "id", where))
    if appeal is None:
        raise UsageError(f"{where}: no question has this id; was the report graded again?")
    if "defect" not in fields:
        raise UsageError(f"{where}: defect is missing; it is a name, or null for none")
    defect = "" if fields["defect"] is None else _text(fields, "defect", where)
    credit = None
    if defect:
        word = _text(fields, "credit", where)
        if word not in set(Credit):
            raise UsageError(f"{where}: credit must be one of {', '.join(Credit)}")
        credit = Credit(word)
    why = _text(fields, "why", where) if fields.get("why") is not None else ""
    quote = _text(fields, "quote", where) if fields.get("quote") is not None else ""
    return GivenVerdict(
        appeal=appeal, defect=defect, credit=credit, quote=quote, why=why[:LONGEST_WHY]
    )


def _text(fields: Mapping[str, Any], name: str, where: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise UsageError(f"{where}: {name} must be a string; write {EXAMPLE}")
    return value


def _fault(given: GivenVerdict) -> str:
    appeal = given.appeal
    return fault(defect=given.defect, quote=given.quote, body=appeal.body, slugs=appeal.slugs)


def fault(*, defect: str, quote: str, body: str, slugs: Sequence[str]) -> str:
    """Return why a verdict on a comment does not count, "" where it does.

    Whoever has read a comment can quote it, and a comment that asks to be counted cannot make a
    defect up.
    """
    if defect and defect not in slugs:
        return f"no such defect was offered; there are: {', '.join(slugs)}"
    quoted, said = _spaced(quote), _spaced(body)
    needed = max(min(FEWEST_WORDS, len(_WORD.findall(said))), 1)
    if len(quoted) > LONGEST_QUOTE:
        return f"the quotation has more than {LONGEST_QUOTE} characters"
    if len(_WORD.findall(quoted)) < needed:
        return f"it quotes fewer than {needed} words of the comment"
    return "" if quoted in said else "the quotation is not in the comment"


def _spaced(text: str) -> str:
    return " ".join(text.split())
