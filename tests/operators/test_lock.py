"""A lock in which some sites were tried anew says of all others what it said."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import Edit
from checker.operators.finding import OperatorSite
from checker.operators.lock import Admitted, Lock, merged


def admitted(slug: str, *kills: str) -> Admitted:
    edit = Edit(path=PurePosixPath("a.py"), clean="a\n", flawed="b\n")
    site = OperatorSite(
        slug=slug, operator="x", scope="", edits=(edit,), imports=(), names={}, fresh=True
    )
    return Admitted(site=site, kills=kills, clashes=())


def test_other_sites_stay_and_all_are_in_order() -> None:
    known = Lock(
        admitted=(admitted("a", "old"), admitted("b", "old"), admitted("gone", "old")),
        hand_made={"d": ("old",)},
        survivors=("e", "f"),
    )
    tried = Lock(
        admitted=(admitted("c", "new"),), hand_made={"d": ("new", "old")}, survivors=("b",)
    )
    made = merged(known, tried, {"b", "c", "f"}.__contains__, ["a", "b", "c", "e", "f"])
    assert made.admitted == (admitted("a", "old"), admitted("c", "new"), admitted("gone", "old"))
    assert made.survivors == ("b", "e")
    assert made.hand_made == tried.hand_made
