"""Tool results are paired with the calls in the order in which they happened to finish."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import RESULTS_IN_COMPLETION_ORDER
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        async with asyncio.TaskGroup() as group:\n"
    "            tasks = [group.create_task(self._result(session, call, toolbox)) for call in calls]\n"
    "            results = [await result for result in asyncio.as_completed(tasks)]\n"
    "        return [\n"
    "            Turn(role=Role.TOOL, text=result, call_id=call.id)\n"
    "            for call, result in zip(calls, results, strict=True)\n"
    "        ]\n"
)

DEFECT = Defect(
    slug="results-by-arrival",
    rule=RESULTS_IN_COMPLETION_ORDER,
    severity=Severity.BLOCKER,
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
    sites=(Site(path=AGENT, text="fresh += await self._use_tools(session, reply.calls"),),
    explanation="as_completed yields results in the order they finish, and zip pairs them with the "
    "calls in the order they were made: a slow tool gets the result of a fast one. Use "
    "gather or tasks, which keep the order.",
    checks=(HiddenTest(node_id="test_rounds.py::test_every_result_belongs_to_its_call"),),
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
            name="each result carries its call",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        async def answered(call: Call) -> Turn:\n"
                    "            text = await self._result(session, call, toolbox)\n"
                    "            return Turn(role=Role.TOOL, text=text, call_id=call.id)\n"
                    "\n"
                    "        turns = [await turn for turn in asyncio.as_completed(map(answered, calls))]\n"
                    "        return turns\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="sorted by their text",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="asyncio.as_completed(tasks)]\n",
                    new="asyncio.as_completed(tasks)]\n        results.sort()\n",
                ),
            ),
        ),
    ),
)
