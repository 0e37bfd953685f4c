"""A clone of a deal can be reviewed and handed in, without key and without seed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import rounds, submission
from checker.dealing import tag
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.errors import RoundError
from checker.model.review import Submission
from checker.packs import loading
from checker.review.formats import EXPORTS
from checker.submission import NO_REVIEW
from checker.system import git
from cli.app import run

PATH = "src/helpdesk/drafting.py"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dealt")
    salt = folder / "salt"
    salt.write_text("00112233445566778899aabbccddeeff\n", "ascii")
    out = folder / "out"
    command = ["deal", "helpdesk", "--seed", "5", "--salt-file", str(salt), "--out", str(out)]
    assert run([*command, "--bundle"]) == 0
    return out / "candidate.bundle"


@pytest.fixture
def clone(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "clone"
    git.run("clone", "--quiet", str(bundle), str(folder), cwd=tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CI", raising=False)
    return folder


def read(source: Path, review: Path | None = None) -> Submission:
    pack = loading.load("helpdesk")
    salted = deal(draw(pack, 5, salt=bytes.fromhex("00112233445566778899aabbccddeeff")))
    return submission.read(source, ref=None, dealt=salted.dealt, pr=pack.pr, review_file=review)


def test_every_command_of_a_round_works_in_it(
    clone: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["status"]) == 0
    assert "helpdesk, dealt by somebody else: 45 min left of 45" in capfd.readouterr().out
    assert run(["comment", "add", f"{PATH}:9", "-m", "Nobody closes this."]) == 0
    (clone / PATH).write_text((clone / PATH).read_text() + "x = 1  #? issue: what is it for\n")
    assert run(["diff", "--stat"]) == 0
    assert "drafting.py" in capfd.readouterr().out
    assert run(["comment", "list", "--json"]) == 0
    assert len(json.loads(capfd.readouterr().out)["comments"]) == 1
    handed_in = tmp_path / "alice.bundle"
    assert run(["submit", "-r", "-b", "Not yet.", "-y", "--out", str(handed_in)]) == 0
    assert "whoever dealt this pull request grades it" in capfd.readouterr().out
    assert run(["submit", "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["comments"] == 2
    assert run(["report"]) == 2
    assert "whoever dealt" in capfd.readouterr().err
    taken = read(handed_in)
    assert len(taken.review.comments) == 2
    assert taken.review.event == "REQUEST_CHANGES"
    assert NO_REVIEW not in taken.notes


def test_it_knows_its_pull_request_and_no_secret(clone: Path) -> None:
    place = rounds.find(clone)
    pr = rounds.pull_request(place)
    known = loading.load_pr("helpdesk")
    assert (pr.title, pr.contract, pr.touch) == (known.title, known.contract, known.touch)
    said = git.run("cat-file", "tag", tag.REF, cwd=clone).decode()
    key = loading.load("helpdesk").key
    assert not [each.slug for each in key.defects if each.slug in said]
    assert "seed" not in said
    assert rounds.load(place).seed is None


def test_without_its_tag_a_clone_is_no_round_and_the_remedy_is_said(clone: Path) -> None:
    git.run("tag", "--delete", tag.TAG, cwd=clone)
    with pytest.raises(RoundError, match="git fetch --tags"):
        rounds.find(clone)


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "messypr/deal/2"},
        {"branch": "--upload-pack=x"},
        {"package": "/etc"},
        {"tests": "../.."},
        {"minutes": "45"},
        {"touch": "all"},
    ],
)
def test_a_tag_that_was_made_by_hand_is_refused(clone: Path, change: dict[str, object]) -> None:
    message = git.run("cat-file", "tag", tag.REF, cwd=clone)
    head, _, body = message.partition(b"\n\n")
    fields = json.loads(body) | change
    made = git.text("mktag", cwd=clone, stdin=head + b"\n\n" + json.dumps(fields).encode() + b"\n")
    git.run("update-ref", tag.REF, made, cwd=clone)
    with pytest.raises(RoundError, match="does not describe a deal"):
        rounds.find(clone)


def test_the_review_is_read_in_every_format_and_its_absence_is_said(
    clone: Path, tmp_path: Path
) -> None:
    assert NO_REVIEW in read(clone).notes
    assert run(["comment", "add", f"{PATH}:9", "-s", "major", "-m", "Nobody closes this."]) == 0
    review = rounds.load_review(rounds.find(clone))
    for form, write in EXPORTS.items():
        file = tmp_path / f"review.{form}"
        file.write_text(write(review), "utf-8")
        taken = read(clone, file)
        assert [each.body for each in taken.review.comments] == ["Nobody closes this."], form
        assert NO_REVIEW not in taken.notes
