"""Code of the reference that looks wrong and is right; it stands in every deal."""

from __future__ import annotations

from checker.model.key import Decoy, Site
from solutions.agent_desk.places import AGENT, APPROVALS, CLI

DECOYS = (
    Decoy(
        slug="async-with-await",
        site=Site(path=AGENT, text="async with await self._office.client.chat.stream_async(\n"),
        why="stream_async is a coroutine that gives an async context manager (SDK 3.7.0): it has "
        "to be awaited and entered, or its connection stays open when the reader leaves.",
        accusations=(
            "await is redundant",
            "redundant await",
            "async with await wrong",
            "superfluous await",
            "await not needed",
            "unnecessary await",
            "remove await",
            "needless async with",
        ),
    ),
    Decoy(
        slug="list-in-join",
        site=Site(path=AGENT, text='return "".join([piece async for piece in pieces])'),
        why="join takes no async generator: the list has to be made first.",
        accusations=(
            "list is unnecessary",
            "unnecessary list",
            "needless list",
            "generator instead of list",
            "generator instead of a list",
            "use a generator",
            "list comprehension is not needed",
            "drop the brackets",
        ),
    ),
    Decoy(
        slug="content-asked-for-its-type",
        site=Site(path=AGENT, text="if isinstance(choice.delta.content, str):"),
        why="delta.content may be absent (Unset), None or a list of chunks; mypy sees Any.",
        accusations=(
            "content is always a string",
            "content always string",
            "content is always text",
            "isinstance is redundant",
            "isinstance is unnecessary",
            "redundant isinstance",
            "unnecessary isinstance",
            "useless isinstance",
        ),
    ),
    Decoy(
        slug="too-long-as-text",
        site=Site(path=AGENT, text='return "error: this took too long and was given up"'),
        why="The model is told that the tool was given up, so that it can say so or try another "
        "way: that is the tool's result. Only tools that change nothing have a deadline, a payment "
        "is never given up.",
        accusations=(
            "timeout is swallowed",
            "timeout swallowed",
            "swallows the timeout",
            "timeouterror should be raised",
            "timeout should raise",
            "should raise on timeout",
            "timeout hidden",
            "returns error as a string",
        ),
    ),
    Decoy(
        slug="put-nowait",
        site=Site(path=APPROVALS, text="self._news.put_nowait(pending)"),
        why="The queue has no upper limit, so put_nowait never raises QueueFull; and nothing may "
        "be awaited between making the entry and the try block that removes it.",
        accusations=(
            "put_nowait can raise",
            "put_nowait may raise",
            "put_nowait may fail",
            "queuefull",
            "queue is full",
            "await put",
            "use put instead",
            "put_nowait is not safe",
        ),
    ),
    Decoy(
        slug="short-number",
        site=Site(
            path=APPROVALS,
            text="pending = Pending(id=secrets.token_hex(4), session=session, action=action)",
        ),
        why="The number tells apart the few actions that wait at one moment, and it comes from "
        "secrets: 32 bits are plenty.",
        accusations=(
            "token_hex(4) is too short",
            "id is too short",
            "too short to be unique",
            "collision",
            "guessable",
            "guessed",
            "use uuid",
            "not unique",
        ),
    ),
    Decoy(
        slug="text-grows",
        site=Site(path=AGENT, text="                            reply.text += piece\n"),
        why="An answer has some hundred pieces at most, and CPython appends in place: a list and a "
        "join would gain nothing.",
        accusations=(
            "string concatenation",
            "concatenation in a loop",
            "quadratic",
            "use join",
            "list and join",
            "+= on a string",
            "string building",
        ),
    ),
    Decoy(
        slug="clerk-is-not-awaited",
        site=Site(path=CLI, text="        deciding.cancel()\n"),
        why="Nothing follows but the end of asyncio.run, which waits for what was cancelled.",
        accusations=(
            "cancelled task is never awaited",
            "cancelled task not awaited",
            "await the cancelled task",
            "await after cancel",
            "awaited after cancel",
            "cancel without await",
            "not awaited after cancel",
            "never awaited after",
        ),
    ),
)
