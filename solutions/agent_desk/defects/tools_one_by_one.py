"""The tools of one reply wait for each other, although they are promised to work side by side."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import INDEPENDENT_AWAITS_ONE_BY_ONE
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        return [\n"
    "            Turn(role=Role.TOOL, text=await self._result(session, call, toolbox), call_id=call.id)\n"
    "            for call in calls\n"
    "        ]\n"
)

DEFECT = Defect(
    slug="tools-one-by-one",
    rule=INDEPENDENT_AWAITS_ONE_BY_ONE,
    severity=Severity.MINOR,  # right, but slower by a tool or two
    group="tool-round",
    changes=(
        Edit(
            path=AGENT,
            clean="        async with asyncio.TaskGroup() as group:\n"
            "            tasks = [group.create_task(self._result(session, call, toolbox)) for call in calls]\n"
            "        return [\n"
            "            Turn(role=Role.TOOL, text=task.result(), call_id=call.id)\n"
            "            for call, task in zip(calls, tasks, strict=True)\n"
            "        ]\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=AGENT, text="self._slots = asyncio.Semaphore(office.settings.parallel_tools)"),
    ),
    explanation="The await inside the comprehension runs the tool calls one after the other, so "
    "parallel_tools never matters. Start them together with gather or a TaskGroup.",
    checks=(HiddenTest(node_id="test_rounds.py::test_tools_work_side_by_side"),),
    right_fixes=(
        Fix(
            name="gather",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        results = await asyncio.gather(\n"
                    "            *(self._result(session, call, toolbox) for call in calls)\n"
                    "        )\n"
                    "        return [\n"
                    "            Turn(role=Role.TOOL, text=result, call_id=call.id)\n"
                    "            for call, result in zip(calls, results, strict=True)\n"
                    "        ]\n",
                ),
            ),
        ),
        Fix(
            name="tasks first, then their results",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        tasks = [asyncio.create_task(self._result(session, call, toolbox)) for call in calls]\n"
                    "        turns = []\n"
                    "        for call, task in zip(calls, tasks, strict=True):\n"
                    "            turns.append(Turn(role=Role.TOOL, text=await task, call_id=call.id))\n"
                    "        return turns\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a task that is awaited at once",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="text=await self._result(session, call, toolbox), call_id=call.id)\n",
                    new="text=await asyncio.create_task(self._result(session, call, toolbox)), call_id=call.id)\n",
                ),
            ),
        ),
    ),
)
