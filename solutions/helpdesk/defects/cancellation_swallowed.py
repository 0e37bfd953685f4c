"""Cancelling a draft is reported as an ordinary failure."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import SWALLOWED_CANCELLATION
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "            except (TimeoutError, asyncio.CancelledError) as error:\n"

DEFECT = Defect(
    slug="cancellation-swallowed",
    rule=SWALLOWED_CANCELLATION,
    severity=Severity.BLOCKER,
    changes=(
        Edit(path=DRAFTING, clean="            except TimeoutError as error:\n", flawed=FLAWED),
    ),
    explanation="Catching CancelledError and raising AnswerError swallows the cancellation: "
    "shutdown, Ctrl-C and outer timeouts no longer stop a draft. Let it through.",
    checks=(HiddenTest(node_id="test_drafts.py::test_a_cancelled_draft_is_cancelled"),),
    rubric=Rubric(
        what=(
            (
                "catch|handle|except|convert|turn|treat|wrap|swallow|record cancelled "
                "error|cancellation|cancel"
            ),
            (
                "cancelled error "
                "catch|caught|turned|converted|handled|swallow|become|treated|wrapped|recorded"
            ),
            "not catch cancelled error|cancellation",
            "cancel swallow|lost|hidden|catch|eaten|turned|record",
            (
                "cancelled error must|has|should|need "
                "propagate|through|raise|reraise|pass|bubble|removed|out"
            ),
            "cancelled task|draft|run|queue & not|failed|failure|normal|error|catch",
            "cancel task|draft|queue & not|failed|catch|swallow|eaten",
            "remove cancelled error",
            "cancel & eaten|swallow|propagate|reraise|through",
            "ctrl c",
        ),
        why=(
            "not cancel|stop|propagate|end|shut|work|cancelled",
            "not cancelled",
            "ctrl c",
            "shutdown|sigint|interrupt",
            "swallow",
            "hang",
            "structured concurrency",
            "propagate",
            "normal|ordinary|domain|answer_error|failure",
            "turned|converted|become|make|recorded",
            "answer error",
            "outer timeout|scope",
            "task group",
            "failed ticket",
            "same way as timeout",
            "go through",
            "eaten",
        ),
        fix=(
            "reraise",
            "raise again",
            "let through|propagate|pass|bubble|it through|out",
            "must|should|has propagate|through|pass",
            "remove cancelled error",
            "only timeout error",
            "drop cancelled error",
            "not catch",
            "propagate",
            "own except",
            "go through",
        ),
        paraphrases=(
            (
                "CancelledError must not be turned into an AnswerError: the task can no "
                "longer be cancelled and shutdown hangs."
            ),
            "swallows cancellation",
            "Never catch asyncio.CancelledError without raising it again.",
            (
                "If the caller cancels us this becomes a normal failure and the queue just "
                "goes on, so Ctrl-C does not stop the run."
            ),
            "Why is CancelledError caught here? Only TimeoutError should be.",
            "Here the cancel of the task is eaten, please let it propagate.",
            "A cancellation is no failure of the ticket, it must go up to the caller.",
            "The task that is cancelled here just goes on as if it had failed.",
        ),
        forbidden=(
            "need|must|have|should catch cancelled error",
            "catch cancelled error too|also|as well",
            "kills the whole queue",
            "also catch cancel",
            "too broad",
        ),
        near_misses=(
            (
                "You should catch CancelledError in draft_queue too, or one cancelled "
                "ticket stops them all."
            ),
            "Two exceptions in one except clause are hard to read, write two.",
        ),
    ),
    right_fixes=(
        Fix(
            name="cancellation is raised again first",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except asyncio.CancelledError:\n"
                    "                raise\n"
                    "            except TimeoutError as error:\n",
                ),
            ),
        ),
        Fix(
            name="the deadline moves into a method of its own",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="            try:\n"
                    "                async with asyncio.timeout("
                    "self._desk.settings.draft_deadline_s):\n"
                    "                    text = await self._write(ticket)\n"
                    + FLAWED
                    + '                raise AnswerError(f"ticket {ticket_id}: no draft in time") '
                    "from error\n",
                    new="            text = await self._write_in_time(ticket)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _write_in_time(self, ticket: Ticket) -> str:\n"
                    "        limit = self._desk.settings.draft_deadline_s\n"
                    "        try:\n"
                    "            return await asyncio.wait_for(self._write(ticket), limit)\n"
                    "        except TimeoutError as error:\n"
                    '            raise AnswerError(f"ticket {ticket.id}: no draft in time") '
                    "from error\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another class that is caught all the same",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except BaseException as error:\n",
                ),
            ),
        ),
    ),
)
