"""No answer leaves the server before the round is handed in: every byte of a round is searched."""

from __future__ import annotations

import html
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.dealing import planting
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.defence import bank
from checker.model.key import Challenge, Edit
from checker.packs import loading, wordings
from checker.page.assets import SCRIPTS
from checker.rules.catalogue import RULES
from tests.command import start_round
from tests.page.served import Site, served

pytestmark = pytest.mark.slow
SEED = 918273645
MOST_LOOKS = 1_500
SHORTEST = 12  # shorter lines stand everywhere


@pytest.fixture(scope="module")
def challenge() -> Challenge:
    return draw(loading.load("helpdesk"), SEED)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_round(tmp_path_factory.mktemp("dealt") / f"helpdesk-{SEED}", SEED)


def secrets(challenge: Challenge) -> Iterator[str]:
    """Yield what only graders see and what the dealt repository does not say itself."""
    trees = deal(challenge).dealt
    told = "\n".join(
        content.decode("utf-8", "replace")
        for tree in (trees.base, trees.head)
        for content in tree.values()
    )
    told += challenge.pack.pr.body
    # Every page lists the whole public catalogue, whatever was dealt.
    told += "\n".join(text for rule in RULES for text in (rule.name, rule.summary))
    yield str(SEED)
    yield challenge.pack.digest
    for question in bank.read(challenge.pack.key.feature.parent):
        yield from (question.ask, question.why)
    for defect in challenge.defects:
        known = wordings.of(challenge.pack.key, defect)
        wanted = (defect.slug, *(text for text in known.found if len(text) >= SHORTEST))
        yield from (text for text in wanted if text not in told)
        for change in defect.changes:
            if isinstance(change, Edit):
                lines = (line.strip() for line in change.clean.splitlines())
                yield from (line for line in lines if len(line) >= SHORTEST and line not in told)


def everything(site: Site) -> Iterator[str]:
    """Yield all that a browser, or somebody who asks for more, is given."""
    page = site.get().text
    files = json.loads(re.findall(r'id="told">(.*?)</script>', page)[0])["paths"]
    commits = re.findall(r'data-commit="(\w{40})"', site.get("commits").text)
    yield page
    for name in (
        *SCRIPTS,
        "review.css",
        "commits",
        "state",
        "pulse",
        "work",
        "hints",
        "progress",
        "report",
        "nothing",
    ):
        yield site.get(name).text
    for view in ("unified", "split"):
        for more in ("", "&spaces=ignored", *(f"&commit={commit}" for commit in commits)):
            yield site.get(f"files?view={view}{more}").text
            for number in range(len(files)):
                for part in range(2):
                    yield site.get(f"part?view={view}&file={number}&part={part}{more}").text
                yield site.get(f"context?view={view}&file={number}&first=1&last=9{more}").text
    draft = {"id": "a", "path": files[0], "line": 1, "side": "RIGHT", "body": "x", "version": 0}
    for path, fields in (("drafts", draft), ("comments", draft), ("lines", draft), ("finish", {})):
        yield site.ask("PUT" if path == "drafts" else "POST", path, fields).text
        yield site.ask("POST", path, {"id": "../../round"}).text
    yield from (site.get(f"search?q={word}").text for word in ("a", "await", str(SEED)))
    yield from (site.get(f"..%2f..%2f{name}").text for name in ("round.json", ".git/config"))


def checked(site: Site) -> str:
    """Run the checks and return all that is said meanwhile."""
    site.ask("POST", "checks")
    said = []
    for _ in range(MOST_LOOKS):
        said.append(site.get("pulse").text)
        if not json.loads(said[-1])["checking"]["running"]:
            return "".join(said)
        threading.Event().wait(0.2)  # the tools need the processor more than we do
    pytest.fail("the checks do not end")


def test_no_answer_is_served_before_the_round_is_handed_in(
    folder: Path, challenge: Challenge
) -> None:
    with served(folder) as site:
        given = [*everything(site), checked(site)]
    plain = [re.sub(r"<[^>]+>", "", html.unescape(each)) for each in given]
    text = "\n".join([*given, *plain])
    assert len(text) > 500_000
    hidden = [*secrets(challenge)]
    assert len(hidden) > 10 * len(challenge.defects)
    assert [each for each in hidden if each in text] == []


def test_the_search_finds_what_is_shown(folder: Path, challenge: Challenge) -> None:
    """The test above can fail: what the flawed code says is found in the same way."""
    with served(folder) as site:
        plain = re.sub(r"<[^>]+>", "", html.unescape("\n".join(everything(site))))
    dealt = deal(challenge)
    first = next(c for d in challenge.defects for c in d.changes if isinstance(c, Edit))
    where = planting.locate(dealt.dealt.head, first.path, first.flawed)
    lines = dealt.dealt.head[where.path].decode().split("\n")
    assert lines[where.lines.first - 1].strip() in plain
