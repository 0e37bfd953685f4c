"""What ``Syncer.sync`` asks of the machine for a large handbook."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator
from solutions.rag_index.scenes import at_the_index, fresh_word, write

pytestmark = pytest.mark.target("rag_index.sync:Syncer.sync")

MANY = 12
COUNTED = """
    import inspect
    running, peaks = [], [0]

    def counted(method):
        async def call(*args, **kwargs):
            running.append(method)
            peaks.append(len(running))
            try:
                return await method(*args, **kwargs)
            finally:
                running.pop()
        return call

    for name, method in vars(type(store)).copy().items():
        if inspect.iscoroutinefunction(method):
            setattr(type(store), name, counted(method))
    report = await syncer.sync(handbook)
    return {"updated": len(report.updated), "peak": max(peaks)}
"""


def test_documents_take_turns_at_the_database(player: Player) -> None:
    write(player.folder, **{f"page{number}": fresh_word() for number in range(MANY)})
    outcome = player.run(at_the_index(COUNTED, max_in_flight=2))
    assert outcome["updated"] == MANY, "not every document was indexed"
    peak = outcome["peak"]
    assert peak <= MANY // 2, f"{peak} of {MANY} documents are at the database at once"


def test_documents_are_embedded_together(player: Player, mistral: Simulator) -> None:
    mistral.embeddings.barrier(until=3, patience=4.0)
    write(player.folder, **{f"page{number}": fresh_word() for number in range(3)})
    report = player.run(at_the_index("return await syncer.sync(handbook)"))
    assert len(report["updated"]) == 3, "not every document was indexed"
    peak = mistral.embeddings.peak_in_flight
    assert peak == 3, f"{peak} at once of three documents, though max_in_flight is 4"
