"""Admission comes to what the lock of a pack says, by judges that sites share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.operators import lock
from checker.operators.catalogue import BY_NAME
from checker.packs import loading
from checker.prove.admission import admit
from checker.prove.admit_defect import admit_defect

IDLE = replace(BY_NAME["slice-shifted"], name="idle", sites=lambda _: iter(()))


@pytest.mark.slow
def test_what_is_admitted_again_is_what_the_lock_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("helpdesk")
    known = lock.read(pack.key.feature.parent)
    names = {"left-out-of-loop", "slice-shifted"}
    told: list[str] = []
    again = admit(
        pack,
        operators=[BY_NAME[name] for name in sorted(names)],
        progress=lambda what, *_: told.append(what),
    )
    mine = tuple(each for each in known.admitted if each.site.operator in names)
    assert again.lock == known, "other sites and hand-made defects stay as they were"
    assert again.admitted == mine
    assert len(again.sites) > len(mine) == len(again.sites) - sum(again.refusals.values())
    assert {*told} >= {"looking for sites", "tracing tests", "trying sites"}


@pytest.mark.slow
@pytest.mark.parametrize("slug", ["limit-zero", "id-shadowed"])
def test_a_hand_made_defect_is_admitted_again_without_a_trial_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slug: str
) -> None:
    monkeypatch.setenv("MESSYPR_CACHE", str(tmp_path))
    pack = loading.load("helpdesk")
    [defect] = [each for each in pack.key.defects if each.slug == slug]
    known = lock.read(pack.key.feature.parent)
    done = admit_defect(pack, defect)
    assert done.lock == known
    assert done.fails == known.hand_made[slug]
    assert done.clashes == tuple(e.site.slug for e in known.admitted if slug in e.clashes)


def test_an_operator_without_a_site_is_said_before_any_test_is_traced() -> None:
    pack = loading.load("helpdesk")
    told: list[str] = []
    done = admit(pack, operators=[IDLE], progress=lambda what, *_: told.append(what))
    assert (done.sites, done.trials, told) == ((), (), ["looking for sites"])
    assert done.lock == lock.read(pack.key.feature.parent)
