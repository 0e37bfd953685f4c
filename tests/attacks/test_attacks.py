from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.grading.grade import grade
from checker.model.review import Review, Submission
from checker.packs import loading
from checker.prove.reviews import oracle
from tests.attacks.attack import Attack
from tests.attacks.corpus import ATTACKS
from tests.attacks.staging import Stage, faults, own_scratch, patient_judges, play, set_stage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with own_scratch(tmp_path_factory.mktemp("scratch")), patient_judges() as judges:
        yield set_stage(tmp_path_factory.mktemp("stage"), judges)


def test_there_are_enough_of_them() -> None:
    names = [attack.name for attack in ATTACKS]
    assert len(names) >= 180
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing(stage: Stage, attack: Attack) -> None:
    played = play(stage, attack)
    assert played
    assert {ended.level: faults(attack, ended) for ended in played if faults(attack, ended)} == {}


def test_the_oracle_still_has_everything(stage: Stage) -> None:
    review = oracle(stage.challenge, stage.deal)
    tree = loading.reference_tree(stage.challenge.pack)
    handed_in = Submission(review=review, tree=tree, head="")
    judges = stage.judges["strict"]
    assert grade(stage.challenge, stage.deal, handed_in, judges=judges).score.total == 100


def test_nothing_handed_in_is_nothing(stage: Stage) -> None:
    handed_in = Submission(review=Review(), tree=stage.deal.dealt.head, head="")
    judges = stage.judges["strict"]
    assert grade(stage.challenge, stage.deal, handed_in, judges=judges).score.total == 0
