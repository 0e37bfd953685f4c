"""What the browser may read: each function takes query parameters and returns HTML or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

from starlette.responses import HTMLResponse, Response

from checker import rounds
from checker.diffs import View, shared, side_by_side
from checker.errors import InvalidReviewError
from checker.grading.scoring import HINT_SHARES
from checker.markup import render, rows, table
from checker.model.review import Neutral
from checker.model.times import as_text
from checker.page.answering import NotFoundError
from checker.page.assets import SCRIPTS
from checker.page.jobs import Jobs
from checker.page.material import Changes, Material
from checker.page.searching import MAX_HITS, search
from checker.page.sections import folders, sections
from checker.page.state import as_json, clock, signature, state
from checker.report.phrasing import hint as sentence
from checker.rounds import EventKind, RoundDir
from checker.rounds.pending import pending_work
from checker.rules.catalogue import RULES
from checker.rules.rule import Severity

Fields = Mapping[str, Any]
ViewPart = TypeVar("ViewPart")
MAX_CONTEXT_LINES = 500
LABELS = ("issue", "suggestion", "question", "nitpick", "todo", "thought", "note", "praise")
KINDS = (
    *((rule.name, rule.summary) for rule in RULES),
    *((str(each), "accuses nothing") for each in Neutral),
)
LOOKS = ("auto", "light", "dark")


def page(material: Material, looks: Mapping[str, str]) -> Response:
    """Return the page, in the appearance that the browser asks for."""
    view, theme = view_of(looks), looks.get("theme", "")
    changes = material.changes()
    if material.round_.submitted is None:
        rounds.record_event(material.place, EventKind.OPENED, datetime.now(UTC))
    told = {
        "paths": [str(shown.diff.path) for shown in changes.files],
        "old_paths": [str(shown.diff.old_path) for shown in changes.files],
        "clock": clock(material),
    }
    return HTMLResponse(
        render(
            "page.html",
            pr=material.pr,
            changes=changes,
            tree=folders(changes),
            sections=sections(changes, view),
            commits=material.commits(),
            checks=(),
            view=view,
            theme=theme if theme in LOOKS else "auto",
            severities=tuple(Severity),
            labels=LABELS,
            kinds=KINDS,
            prices=[(str(step), f"{share:.0%}") for step, share in HINT_SHARES.items()],
            scripts=tuple(SCRIPTS),
            told=as_json(told).replace("<", "\\u003c"),
        )
    )


def hints(round_dir: RoundDir) -> Fields:
    """Return the hints that were taken, each as a sentence."""
    taken = rounds.load_review(round_dir).hints
    return {"hints": [{"step": str(each.step), "text": sentence(each)} for each in taken]}


def files(material: Material, fields: Fields) -> Response:
    """Return the files of a diff in another view, without white space, or of one commit.

    Raises:
        NotFoundError: There is no such commit in this round.
    """
    changes = _changes(material, fields)
    commit = str(fields.get("commit", ""))
    view = view_of(fields)
    at_once = 0 if commit else 400
    shown = sections(changes, view, at_once)
    html = render("files.html", sections=shown, view=view, prefix="c" if commit else "f")
    return HTMLResponse(html)


def part(material: Material, fields: Fields) -> Response:
    """Return one part of a file.

    Raises:
        InvalidReviewError: The number of the file or of the part is none.
        NotFoundError: There is no such file, part or commit.
    """
    changes = _changes(material, fields)
    number = _number(fields, "file", len(changes.files))
    view = changes.view(number, view_of(fields))
    parts = changes.parts(number, view)
    asked = parts[_number(fields, "part", len(parts))]
    return HTMLResponse(str(table(changes.files[number], asked, view)))


def context(material: Material, fields: Fields) -> Response:
    """Return lines of a file that the diff hides, at most some hundred at once.

    Raises:
        InvalidReviewError: A number of a line or of the file is none.
        NotFoundError: There is no such file or commit.
    """
    changes = _changes(material, fields)
    number = _number(fields, "file", len(changes.files))
    shown = changes.files[number]
    lines = max(len(shown.diff.new), 1) + 1
    first, last = _number(fields, "first", lines), _number(fields, "last", lines)
    found = shared(shown.diff, first, min(last, first + MAX_CONTEXT_LINES - 1))
    view = changes.view(number, view_of(fields))
    pairs = side_by_side(found) if view is View.SPLIT else tuple((row, row) for row in found)
    return HTMLResponse(f"<table><tbody>{rows(shown, pairs, view)}</tbody></table>")


def commits(material: Material) -> Response:
    """Return the list of commits."""
    return HTMLResponse(render("commits.html", commits=material.commits()))


def hits(material: Material, fields: Fields) -> Fields:
    """Return the lines that contain a text.

    Raises:
        NotFoundError: There is no such commit in this round.
    """
    found = search(_changes(material, fields), str(fields.get("q", "")))
    hits = [[hit.file, "L" if hit.left else "R", hit.line] for hit in found]
    return {"hits": hits, "more": len(hits) >= MAX_HITS}


def everything(material: Material) -> Fields:
    """Return what changes during a round, with the hash that changes with it."""
    return {"signature": signature(material), **state(material)}


def pulse(material: Material, jobs: Jobs) -> Fields:
    """Return the time, the progress of long work, and whether something is new."""
    checking, grading = jobs.checking, jobs.grading
    return {
        "signature": signature(material),
        "clock": clock(material),
        "checking": {
            "running": checking.running,
            "error": checking.error,
            "names": list(jobs.tasks.checks),
            "ran": [asdict(each) for each in checking.ran],
            "ended_at": as_text(checking.ended_at) if checking.ended_at else None,
            "stopped": checking.stopped,
            "stale": jobs.is_stale(),
        },
        "grading": {
            "running": grading.running,
            "doing": grading.doing,
            "done": grading.done,
            "total": grading.total,
            "error": grading.error,
        },
    }


def work(round_dir: RoundDir) -> Fields:
    """Return the work that is done and not handed in."""
    return asdict(pending_work(round_dir, rounds.load(round_dir)))


def view_of(fields: Mapping[str, Any]) -> View:
    """Return the view that the query asks for; the unified one by default."""
    return View.SPLIT if fields.get("view") == View.SPLIT else View.UNIFIED


def _changes(material: Material, fields: Fields) -> Changes:
    spaces = fields.get("spaces") == "ignored"
    if not (asked := fields.get("commit")):
        return material.changes(ignore_spaces=spaces)
    for commit in material.commits():
        if commit.id == asked:
            return material.between(commit.parent, commit.id, ignore_spaces=spaces)
    raise NotFoundError("there is no such commit in this round")


def _number(fields: Fields, name: str, limit: int) -> int:
    given = str(fields.get(name, ""))
    if not given.isdecimal() or not given.isascii() or len(given) > len(str(1 << 31)):
        raise InvalidReviewError(f"{name} must be a whole number")
    if int(given) >= limit:
        raise NotFoundError(f"there is no {name} {given}")
    return int(given)
