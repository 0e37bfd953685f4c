"""Nobody keeps the task that was started."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import (
    called,
    one_line,
    small,
    uses,
)
from checker.rules import tasks
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``task = asyncio.create_task(...)``, ``tasks.add(task)`` and a callback that removes it."""
    for line in source.each(cst.SimpleStatementLine):
        made, after = small(line), source.after(line)
        if (
            not isinstance(made, cst.Assign)
            or not called(made.value, "asyncio.create_task")
            or len(after) < 2
        ):
            continue
        name, texts = one_line(made.targets[0].target), [one_line(each) for each in after[:2]]
        kept = texts[0].endswith(f".add({name})") and f"{name}.add_done_callback(" in texts[1]
        if kept and not any(uses(each, name) for each in after[2:]):
            swap = line.with_changes(body=[cst.Expr(made.value)])
            gone = cst.RemoveFromParent()
            swaps: dict[cst.CSTNode, Swap] = {line: swap, after[0]: gone, after[1]: gone}
            yield Mutation(swaps=swaps, names={"task": name})


OPERATOR = Operator(
    name="task-unreferenced",
    rule=tasks.TASK_WITHOUT_REFERENCE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="Nobody keeps the task that {function} starts: the event loop holds tasks weakly, so it "
    "may be collected before it is done, and nobody can cancel it. Keep it in a set until it ends.",
    paraphrases=(
        "Nobody keeps a reference to this task, it may be garbage collected before it finishes; store it in a set.",
        "dangling task, keep a reference",
        "Who holds the task? The loop keeps only weak references, so it can vanish.",
        "The result of create_task is dropped: the task may disappear and its exception is never seen.",
        "The task is not stored anywhere, garbage collector can take it.",
        "Please keep the task (a set plus done callback), fire and forget is not safe.",
    ),
    cases=(
        Case(
            before="def spawn(self, job):\n    task = asyncio.create_task(job)\n    self.tasks.add(task)\n    task.add_done_callback(self.tasks.discard)\n",
            after="def spawn(self, job):\n    asyncio.create_task(job)\n",
        ),
        Case(
            before="def spawn(self, job):\n    task = asyncio.create_task(job)\n    return task\n"
        ),
    ),
)
