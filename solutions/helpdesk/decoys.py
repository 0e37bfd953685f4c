"""Code of the reference that looks wrong and is right; it stands in every deal."""

from __future__ import annotations

from checker.model.key import Decoy, Site
from solutions.helpdesk.places import ARCHIVE, CLI, DRAFTING, STORE

DECOYS = (
    Decoy(
        slug="tool-calls-one-by-one",
        site=Site(path=DRAFTING, text="            for call in message.tool_calls:"),
        why="The results must stand in the order of the calls, there are one or two of them, and "
        "they read one SQLite file: gather would gain nothing.",
        accusations=(
            "tool calls sequential",
            "calls awaited one by one",
            "calls run sequentially",
            "gather tool calls",
            "tool calls concurrently",
            "tool calls in parallel",
            "sequential awaits",
            "use gather",
        ),
    ),
    Decoy(
        slug="tool-error-as-text",
        site=Site(path=DRAFTING, text='            return f"error: {error}"'),
        why="Arguments come from the model: what is wrong with them goes back to it, so that it "
        "can put that right. The exception is not swallowed, it is the answer.",
        accusations=(
            "swallows exception",
            "exception swallowed",
            "error swallowed",
            "error returned as string",
            "should raise",
            "returns error text",
            "exception hidden",
            "returning errors as strings",
            "error as a string",
        ),
    ),
    Decoy(
        slug="aclosing",
        site=Site(path=CLI, text="async with aclosing(drafter.stream(args.ticket)) as pieces:"),
        why="An async generator that is left early must be closed, or its connection stays open "
        "until the loop ends.",
        accusations=(
            "aclosing unnecessary",
            "aclosing redundant",
            "aclosing not needed",
            "unnecessary aclosing",
            "redundant aclosing",
            "no need aclosing",
            "don't need aclosing",
            "useless aclosing",
        ),
    ),
    Decoy(
        slug="print-in-coroutine",
        site=Site(path=CLI, text='print(piece, end="", flush=True)'),
        why="This is a command that prints to a terminal: nothing else runs on its loop, and "
        "without flush nobody would see the pieces come.",
        accusations=(
            "print blocking",
            "blocking print",
            "print blocks",
            "print in async",
            "print in coroutine",
            "flush slow",
            "flush unnecessary",
            "flush every piece",
            "use logging instead of print",
            "replace print",
        ),
    ),
    Decoy(
        slug="insert-or-replace",
        site=Site(path=STORE, text='"INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)",'),
        why="A ticket has one draft, its number is the primary key: writing it again is meant to "
        "replace it.",
        accusations=(
            "replace overwrites",
            "overwrites draft silently",
            "silently overwrites",
            "silently replaces",
            "insert or replace dangerous",
            "insert or replace loses",
            "should fail on duplicate",
            "or replace hides",
        ),
    ),
    Decoy(
        slug="arguments-may-be-a-dict",
        site=Site(
            path=DRAFTING,
            text="json.loads(arguments) if isinstance(arguments, str) else arguments",
        ),
        why="FunctionCall.arguments is dict or str in the SDK (3.7.0): both come over the wire.",
        accusations=(
            "arguments always string",
            "arguments always a string",
            "arguments always str",
            "isinstance unnecessary",
            "isinstance redundant",
            "isinstance not needed",
            "unnecessary isinstance",
            "redundant isinstance",
            "useless isinstance",
        ),
    ),
    Decoy(
        slug="finish-kept",
        site=Site(path=DRAFTING, text="finish = choice.finish_reason or finish"),
        why="Only the last event carries a finish_reason: the or keeps it when a later event, "
        "such as one with the usage alone, has none.",
        accusations=(
            "finish overwritten",
            "finish reason overwritten",
            "or finish redundant",
            "or finish useless",
            "finish is never reset",
            "or finish wrong",
            "or finish bug",
            "truthiness finish_reason",
        ),
    ),
    Decoy(
        slug="export-in-thread",
        site=Site(path=STORE, text="return await asyncio.to_thread(self._export_drafts, path)"),
        why="Writing a file blocks: the thread keeps the loop free for the drafts under way.",
        accusations=(
            "to_thread unnecessary",
            "to_thread overkill",
            "to_thread redundant",
            "thread not needed",
            "unnecessary thread",
            "no need thread",
            "to_thread for file is too much",
            "use aiofiles",
        ),
    ),
    Decoy(
        slug="known-set",
        site=Site(path=ARCHIVE, text="known = {answer.ticket_id for answer, _ in self._entries}"),
        why="It is built once per refresh, and a set makes each of the many look-ups cheap.",
        accusations=(
            "known set wasteful",
            "set unnecessary",
            "unnecessary set",
            "set comprehension slow",
            "quadratic",
            "o(n^2)",
            "o(n2)",
            "use a list instead of set",
        ),
    ),
)
