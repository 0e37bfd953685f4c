"""What the store promises about lists of documents."""

from __future__ import annotations

import pytest

from checker.sandbox.player import CandidateError, Player
from solutions.rag_index.scenes import at_the_index

pytestmark = pytest.mark.target("rag_index.store:VectorStore.documents")

LIST = at_the_index("""
    for name in names:
        await syncer.update(document(name, "A page of the handbook."))
    return [each.id for each in await store.documents(under=under)]
""")
NAMES = ["lead's/pay.md", "travel/car.md", "travel/train.md", "travelling.md", "t%/a.md"]


@pytest.mark.parametrize("under", ["x' OR 1=1 --", "lead's/", "' UNION SELECT 1, 1, 1, 1, 1 --"])
def test_what_is_asked_for_is_never_taken_for_sql(player: Player, under: str) -> None:
    try:
        found = player.run(LIST, names=NAMES, under=under)
    except CandidateError as error:
        pytest.fail(f"under={under!r} ends in {error.type}")
    wanted = [name for name in NAMES if name.startswith(under)]
    assert found == wanted, f"under={under!r} lists {len(found)} documents, not {len(wanted)}"


@pytest.mark.parametrize("under", ["travel/", "t%/", "", "TRAVEL/"])
def test_a_part_of_the_handbook_is_listed(player: Player, under: str) -> None:
    found = player.run(LIST, names=NAMES, under=under)
    assert found == sorted(name for name in NAMES if name.startswith(under))
