from __future__ import annotations

import asyncio

import pytest

from gateway.asks import Priority
from gateway.errors import OverloadedError
from gateway.gate import PriorityGate


def test_the_most_urgent_goes_first() -> None:
    async def scenario() -> list[Priority]:
        gate, order = PriorityGate(slots=1, longest_queue=9), list[Priority]()

        async def work(priority: Priority) -> None:
            async with gate.slot(priority):
                order.append(priority)

        async with gate.slot(Priority.NORMAL):
            waiting = (Priority.BATCH, Priority.INTERACTIVE, Priority.NORMAL)
            tasks = [asyncio.create_task(work(priority)) for priority in waiting]
            await asyncio.sleep(0)
            assert gate.waiting == 3
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(scenario()) == [Priority.INTERACTIVE, Priority.NORMAL, Priority.BATCH]


def test_a_caller_that_gives_up_holds_no_slot() -> None:
    async def scenario() -> int:
        gate = PriorityGate(slots=1, longest_queue=9)

        async def work() -> None:
            async with gate.slot(Priority.NORMAL):
                pass

        async with gate.slot(Priority.NORMAL):
            task = asyncio.create_task(work())
            await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        await asyncio.wait_for(work(), 1)
        return gate.waiting

    assert asyncio.run(scenario()) == 0


def test_a_queue_that_is_too_long_is_refused() -> None:
    async def scenario() -> None:
        gate = PriorityGate(slots=1, longest_queue=0)
        async with gate.slot(Priority.NORMAL), gate.slot(Priority.NORMAL):
            pass

    with pytest.raises(OverloadedError):
        asyncio.run(scenario())
