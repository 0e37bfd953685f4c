"""All Approvals share one dict, the default value of a parameter."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.conventions import MUTABLE_DEFAULT_ARGUMENT
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS

FLAWED_1 = (
    "    def __init__(\n"
    "        self,\n"
    "        deadline_s: float,\n"
    "        waiting: dict[str, tuple[Pending, asyncio.Future[bool]]] = {},\n"
    "    ) -> None:\n"
)
FLAWED_2 = "        self._waiting = waiting\n"

DEFECT = Defect(
    slug="waiting-list-for-all",
    rule=MUTABLE_DEFAULT_ARGUMENT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=APPROVALS,
            clean="    def __init__(self, deadline_s: float) -> None:\n",
            flawed=FLAWED_1,
        ),
        Edit(
            path=APPROVALS,
            clean="        self._waiting: dict[str, tuple[Pending, asyncio.Future[bool]]] = {}\n",
            flawed=FLAWED_2,
        ),
    ),
    explanation="The default {} is a mutable default argument, made once: all Approvals share one "
    "dict, so one agent shows and decides what waits at another. Make the dict inside "
    "__init__.",
    checks=(HiddenTest(node_id="test_approvals.py::test_two_offices_share_nothing"),),
    right_fixes=(
        Fix(
            name="none by default",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old="        waiting: dict[str, tuple[Pending, asyncio.Future[bool]]] = {},\n",
                    new="        waiting: dict[str, tuple[Pending, asyncio.Future[bool]]] | None = None,\n",
                ),
                Replacement(
                    path=APPROVALS,
                    old=FLAWED_2,
                    new="        self._waiting = {} if waiting is None else waiting\n",
                ),
            ),
        ),
        Fix(
            name="a copy",
            replacements=(
                Replacement(
                    path=APPROVALS, old=FLAWED_2, new="        self._waiting = dict(waiting)\n"
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="or does not help when it is filled",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old=FLAWED_2,
                    new="        self._waiting = waiting if waiting is not None else {}\n",
                ),
            ),
        ),
    ),
)
