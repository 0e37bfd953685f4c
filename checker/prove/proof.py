"""One proof about a pack, and the workers that make several at a time."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from checker.checks import typecheck
from checker.model.key import Pack
from checker.model.pack import Tree
from checker.packs import loading
from checker.progress import Progress
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.client.protocol import JudgeProtocol
from checker.sandbox.warm.tools import Tools

WORKERS = 2
UNFINISHED = ": unfinished"
"""The end of the subject of a proof about what is not written yet."""
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Whether something that a pack must prove holds; ``number`` is that of docs/design.md.

    ``subject`` is the defect, seed or tree that it is about; ``notes`` say what its author should
    know even where it holds.
    """

    number: int
    subject: str
    holds: bool
    detail: str = ""
    notes: tuple[str, ...] = ()


Work: TypeAlias = tuple[str, Callable[[JudgeProtocol], Sequence[Proof]]]
"""What is being proved, as text, and how; each worker has a judge of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTrees:
    """A pack with its trees, as every proof needs them."""

    pack: Pack
    base: Tree
    reference: Tree
    ruff_config: str


def pack_trees(pack: Pack) -> PackTrees:
    """Return a pack with its trees read."""
    return PackTrees(
        pack=pack,
        base=loading.base_tree(pack),
        reference=loading.reference_tree(pack),
        ruff_config=loading.ruff_config(pack),
    )


def in_order(proof: Proof) -> tuple[bool, int, str]:
    """Return the place of a proof among others: what is unfinished comes last."""
    return proof.subject.endswith(UNFINISHED), proof.number, proof.subject


def at_work(names: Sequence[str], left: Sequence[str], done: int) -> str:
    """Return what is begun once so much is done; near the end, where nothing is, what is left."""
    begun = names[done + WORKERS - 1 :][:1]
    return ", ".join(begun or left)


def prime_mypy_cache(pack: Pack, progress: Progress) -> None:
    """Fill mypy's cache of a pack where it is empty: workers would each fill their own."""
    if not typecheck.is_primed(pack):
        progress("filling mypy's cache, which takes long the first time", 0, 0)
        typecheck.primed(pack)


def finish(
    work: Sequence[tuple[str, Callable[[JudgeProtocol], Result]]],
    *,
    inline: bool = False,
    workers: int = WORKERS,
    judges: int = 0,
) -> Iterator[tuple[str, Result]]:
    """Do all work, some at a time, and yield each result as it is ready.

    Each worker has a judge of its own, or all share ``judges`` of them: then no work with many
    waiting hidden tests runs alone at the end.
    """
    # In this order, so that an interrupt ends the judges and nobody waits for their answers.
    with ThreadPoolExecutor(workers) as pool, _judges(workers, judges, inline=inline) as free:

        def do(task: Callable[[JudgeProtocol], Result]) -> Result:
            judge = free.get()
            try:
                return task(judge)
            finally:
                free.put(judge)

        names: dict[Future[Result], str] = {pool.submit(do, task): n for n, task in work}
        try:
            for future in as_completed(names):
                yield names[future], future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _judges(
    workers: int, shared: int, *, inline: bool
) -> Iterator[queue.SimpleQueue[JudgeProtocol]]:
    """Yield a queue of judges, one per worker; a shared judge is in it once for each worker."""
    free: queue.SimpleQueue[JudgeProtocol] = queue.SimpleQueue()
    with ExitStack() as stack:
        tools = stack.enter_context(Tools())  # shared: all work is on one pack
        together = stack.enter_context(JudgePool(count=shared, tools=tools)) if shared else None
        for _ in range(workers):
            free.put(together or stack.enter_context(Judge(inline=inline, tools=tools)))
        yield free
