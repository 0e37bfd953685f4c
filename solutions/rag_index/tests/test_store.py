"""What the store promises about lists of documents."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from solutions.rag_index.scenes import at_the_index

pytestmark = pytest.mark.target("rag_index.store:VectorStore.documents")

LIST = at_the_index("""
    for name in names:
        await syncer.update(document(name, "A page of the handbook."))
    return [each.id for each in await store.documents(under=under)]
""")
LIST_MANY = at_the_index("""
    for name in names:
        await syncer.update(document(name, "A page of the handbook."))
    told = []
    for under in unders:
        try:
            told.append([each.id for each in await store.documents(under=under)])
        except Exception as error:
            told.append(type(error).__name__)
    return told
""")
NAMES = [
    "lead's/pay.md",
    'lead\'s "own"/pay.md',
    "travel/car.md",
    "travel/train.md",
    "travelling.md",
    "t%/a.md",
    "my/travel/bus.md",
    "t_x/a.md",
    "back\\slash/a.md",
]
UNDER = [
    "x' OR 1=1 --",
    'x" OR 1=1 --',
    "lead's/",
    'lead\'s "own"/',
    "' UNION SELECT 1, 1, 1, 1, 1 --",
    "t%/",
    "t_",
    "%",
    "TRAVEL/",
    "back\\slash/",
    "travel/",
]


def test_what_is_asked_for_is_never_taken_for_sql(player: Player) -> None:
    told = player.run(LIST_MANY, names=NAMES, unders=UNDER)
    for under, found in zip(UNDER, told, strict=True):
        assert isinstance(found, list), f"under={under!r} ends in {found}"
        wanted = sorted(name for name in NAMES if name.startswith(under))
        assert found == wanted, f"under={under!r} lists {len(found)} documents, not {len(wanted)}"


@pytest.mark.parametrize("under", ["travel/", "t%/", "", "TRAVEL/"])
def test_a_part_of_the_handbook_is_listed(player: Player, under: str) -> None:
    found = player.run(LIST, names=NAMES, under=under)
    assert found == sorted(name for name in NAMES if name.startswith(under))
