"""Rounds that are proposed: what is refused, and a real one that is dealt from real misses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker import rounds
from checker.dealing.draw import draw
from checker.learning import store
from checker.learning.cards import Knowledge
from checker.learning.teaching import Lesson
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from cli import app
from cli.steps import grading
from cli.steps.proposing import why
from tests.learning.played import defect, played


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESSYPR_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


def test_what_says_nothing_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert app.run(["start", "--seed", "7"]) == 2
    assert "--seed needs a PACK" in capsys.readouterr().err
    assert app.run(["drill", "--from-misses"]) == 2
    assert "no kind of fault was missed lately" in capsys.readouterr().err
    assert app.run(["drill", "--dir", "."]) == 2
    assert [*tmp_path.iterdir()] == []


def test_the_reason_names_and_counts_no_defect() -> None:
    challenge = draw(loading.load("helpdesk"), 1)
    kinds = {Knowledge.MISSED: 2, Knowledge.UNSEEN: 1}
    said = why(Lesson(challenge=challenge, worth=1.0, kinds=kinds))
    assert said == "its kinds of faults are missed lately, new to you"
    alone = why(Lesson(challenge=challenge, worth=1.0, kinds={Knowledge.DUE: 3}))
    assert alone == "all of its kinds of faults are due again"


@pytest.mark.slow
def test_a_drill_deals_what_was_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = draw(loading.load("rag_index"), 5, Profile(level=Difficulty.DRILL, defects=5))
    missed = [each.rule.name for each in table.defects]
    store.add(tmp_path / "state", played(*map(defect, missed), pack="helpdesk"), pytest.fail)
    assert app.run(["drill", "rag-index", "--from-misses", "--dir", "round", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["pack"], told["minutes"]) == ("rag-index", 10)
    assert "missed lately" in told["why"]
    dealt = grading.redeal_round(rounds.load(rounds.find(tmp_path / "round"))).challenge
    rules = {each.rule.name for each in dealt.defects}
    assert 3 <= len(dealt.defects) <= 5
    assert len(rules & {*missed}) >= 2  # one in sixteen by chance
    assert store.load_dealt(tmp_path / "state", "rag_index", pytest.fail) == {
        each.slug for each in dealt.defects
    }
