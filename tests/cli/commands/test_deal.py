"""``messypr deal``: a repository for somebody else, apart from its key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import rounds
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.packs import loading
from checker.system import git
from cli.app import run
from cli.steps import grading


@pytest.fixture
def salt(tmp_path: Path) -> Path:
    file = tmp_path / "salt"
    file.write_text("00112233445566778899aabbccddeeff\n", "ascii")
    return file


def test_a_deal_keeps_its_key_apart(
    tmp_path: Path, salt: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    command = ["deal", "helpdesk", "--seed", "5", "--salt-file", str(salt), "--out", str(out)]
    assert run([*command, "--bundle", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sorted(each.name for each in out.iterdir()) == ["PR.md", "candidate.bundle", "key.json"]
    key = json.loads((out / "key.json").read_bytes())
    salted = draw(loading.load("helpdesk"), 5, salt=bytes.fromhex(salt.read_text().strip()))
    assert [each["slug"] for each in key["defects"]] == [each.slug for each in salted.defects]
    assert key["dealt_head"] == told["dealt_head"] == deal(salted).dealt.head_commit
    clone = tmp_path / "clone"
    git.run("clone", "--quiet", str(out / "candidate.bundle"), str(clone), cwd=tmp_path)
    assert git.text("rev-parse", "HEAD", cwd=clone) == told["dealt_head"]
    assert run(command) == 2
    assert "exists" in capsys.readouterr().err


def test_the_key_of_a_seed_can_be_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", "helpdesk", "--key", "--seed", "42", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["defects"]) == 13
    assert run(["show", "helpdesk", "--key"]) == 2
    assert "--seed" in capsys.readouterr().err


@pytest.mark.slow
def test_a_round_at_a_level_is_proved_recorded_and_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MESSYPR_STATE", str(tmp_path / "state"))
    folder = tmp_path / "round"
    wishes = ["--level", "warm-up", "--defects", "3"]
    assert run(["start", "helpdesk", "--seed", "7", *wishes, "--dir", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["profile"] == "level=warm-up defects=3"
    assert (tmp_path / "state" / "history.sqlite").is_file()
    table = grading.redeal_round(rounds.load(rounds.find(folder)))
    assert len(table.challenge.defects) == 3
    assert table.deal.dealt.head_commit == told["dealt_head"]
