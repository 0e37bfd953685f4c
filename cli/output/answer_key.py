"""The answer key of a deal for the grader: each defect, its places, and the checks that see it."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from checker.dealing.build import Deal
from checker.dealing.mess import Mess
from checker.dealing.quota import LEVELS
from checker.model.key import Challenge, Defect, HiddenTest, LintCheck, TypeCheck
from checker.model.profile import written
from cli.output.say import counted

INDENT = " " * 9
MAX_WIDTH = 100


def fields(challenge: Challenge, made: Deal) -> dict[str, object]:
    """Return the key for programs."""
    return {
        "pack": challenge.pack.pr.slug,
        "digest": challenge.pack.digest,
        "seed": challenge.seed,
        "salted": bool(challenge.salt),
        "profile": written(challenge.profile),
        "dealt_head": made.dealt.head_commit,
        "defects": [
            {
                "slug": defect.slug,
                "rule": defect.rule.code,
                "severity": defect.severity,
                "by": _maker(challenge, defect),
                "places": _places(made, defect),
                "explanation": defect.explanation,
                "witnesses": [_witness(check) for check in defect.checks],
            }
            for defect in challenge.defects
        ],
        "untrue": [
            {"slug": slug, "text": text, "why": why} for slug, text, why in _untrue(made.mess)
        ],
    }


def as_text(challenge: Challenge, made: Deal, width: int) -> str:
    """Return the key for people: the severities drawn, then each defect and its explanation.

    Lines have at most ``width`` columns; longer names stay whole.
    """
    drawn = challenge.defects
    found = Counter(str(each.severity) for each in drawn)
    lines = [
        f"{counted(len(drawn), 'defect')}: "
        + ", ".join(f"{count} {name}" for name, count in found.items()),
        "by " + _tally(_maker(challenge, each) for each in drawn),
        *_wrapped("in " + _tally(str(each.rule.category) for each in drawn), "", width),
    ]
    if challenge.profile.level is not None:
        wanted = LEVELS[challenge.profile.level].severities
        asked = ", ".join(f"{count} {name}" for name, count in wanted.items())
        lines.append(f"a whole {challenge.profile.level} has {asked}")
    for defect in drawn:
        lines += [
            "",
            f"{defect.severity:<8} {defect.rule.code} {defect.slug} ({_maker(challenge, defect)})",
            *(f"{INDENT}{place}" for place in _places(made, defect)),
            *_wrapped(defect.explanation, INDENT, width),
            *_wrapped(f"seen by {', '.join(map(_witness, defect.checks))}", INDENT, width),
        ]
    untrue = _untrue(made.mess)
    lines += ["", "also not true, but no defects of the key:"] if untrue else []
    for _, text, why in untrue:
        lines += [*_wrapped(text, "  ", width), *_wrapped(why, "    ", width)]
    return "\n".join(lines)


def _wrapped(text: str, indent: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _untrue(mess: Mess) -> list[tuple[str, str, str]]:
    """Return what the description and stale comments claim wrongly, and why it is wrong."""
    boasts = [(each.slug, f"PR.md: {each.text}", each.why) for each in mess.boasts]
    stale = [(each.slug, f"{each.path}: {each.comment}", each.why) for each in mess.stale]
    return boasts + stale


def _tally(words: Iterable[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(words).most_common())


def _maker(challenge: Challenge, defect: Defect) -> str:
    return "hand" if defect in challenge.pack.key.defects else "operator"


def _places(made: Deal, defect: Defect) -> list[str]:
    return [f"{p.path}:{p.lines.first}-{p.lines.last}" for p in made.planted.places[defect.slug]]


def _witness(check: object) -> str:
    match check:
        case HiddenTest():
            return check.node_id
        case LintCheck() | TypeCheck():
            return check.code
        case _:
            return str(getattr(check, "asks", check))
