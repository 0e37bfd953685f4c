"""Tool results are paired with the calls in the order in which they happened to finish."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import COMPLETION_ORDER
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
    rule=COMPLETION_ORDER,
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
    rubric=Rubric(
        what=(
            "as_completed",
            "order of completion",
            "completion order",
            "order they finish",
            "order they complete",
            "finish first",
            "order of arrival",
            "wrong order",
            "out of order",
            "order of results",
            "zip",
            "mismatched",
        ),
        why=(
            "wrong call",
            "another call",
            "other call",
            "wrong result",
            "wrong id",
            "wrong tool",
            "mixed up",
            "mix up",
            "swapped",
            "swap",
            "paired",
            "pairs",
            "slow tool",
            "does not match",
            "not match",
            "belongs to",
            "call_id",
            "calls are in",
        ),
        fix=(
            "gather",
            "keep the order",
            "keeps order",
            "keep order",
            "preserve order",
            "taskgroup",
            "by id",
            "map by call",
            "carry the id",
            "return call with",
        ),
        paraphrases=(
            (
                "as_completed gives the results in completion order, so zipping them with calls "
                "assigns results to the wrong call ids."
            ),
            "results get swapped between calls",
            (
                "The fastest tool's result ends up under the first call: as_completed does not "
                "keep the order, gather would."
            ),
            (
                "Shouldn't this be asyncio.gather? zip over as_completed pairs a result with "
                "another call."
            ),
            (
                "If the second tool finishes first, the model is told its result in answer to the "
                "first call."
            ),
            "The order of results is not same as the order of calls, they are mixed up.",
        ),
        forbidden=(
            "results never awaited",
            "zip is too strict",
        ),
        near_misses=(
            "Nice, the tools run concurrently here.",
            "as_completed would also work with a progress bar.",
        ),
    ),
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
