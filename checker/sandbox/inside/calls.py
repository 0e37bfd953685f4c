"""Carry out what the judge asks of candidate code."""

from __future__ import annotations

import asyncio
import importlib
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from .mailbox import Mailbox
from .values import plain, raised

SCENARIO = "async def scenario(inbox, {names}):\n{body}\n"


def answer(request: dict[str, Any], mailbox: Mailbox) -> dict[str, Any]:
    """Return the reply to a request: ``value``, or ``raised`` with what candidate code raised."""
    try:
        return {"value": plain(_carry_out(request, mailbox))}
    except (Exception, asyncio.CancelledError, SystemExit, KeyboardInterrupt) as error:  # noqa: BLE001
        return {"raised": raised(error)}


def _carry_out(request: dict[str, Any], mailbox: Mailbox) -> object:
    match request["kind"]:
        case "call":
            return _call(request["target"], request["arguments"])
        case "gather":
            return asyncio.run(_gather(request["calls"]))
        case "run":
            return asyncio.run(_scenario(request["snippet"], request["values"], mailbox))
        case kind:
            raise ValueError(f"unknown kind of request {kind!r}")


def _resolve(target: str) -> Callable[..., Any]:
    module, _, qualified = target.partition(":")
    found: Any = importlib.import_module(module)
    for name in qualified.split("."):
        found = getattr(found, name)
    return found  # type: ignore[no-any-return]  # calling it shows what it is


def _call(target: str, arguments: dict[str, Any]) -> object:
    result = _resolve(target)(**arguments)
    return asyncio.run(_settle(result)) if inspect.isawaitable(result) else result


async def _settle(result: Awaitable[object]) -> object:
    return await result


async def _gather(calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one reply per call; all calls start together."""

    async def one(call: dict[str, Any]) -> dict[str, Any]:
        try:
            result = _resolve(call["target"])(**call["arguments"])
            return {"value": plain(await result if inspect.isawaitable(result) else result)}
        except Exception as error:  # noqa: BLE001  the reply says what was raised
            return {"raised": raised(error)}

    return list(await asyncio.gather(*map(one, calls)))


async def _scenario(snippet: str, values: dict[str, Any], mailbox: Mailbox) -> object:
    """Run a judge's snippet as the body of a coroutine function.

    Its values are parameters; ``await inbox.get()`` returns the judge's next message.
    """
    body = "\n".join(f"    {line}" for line in snippet.splitlines())
    source = SCENARIO.format(names="".join(f"{name}, " for name in values), body=body)
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(source, "<string>", "exec"), namespace)  # noqa: S102  the judge's own text
    inbox = mailbox.open()
    try:
        return await namespace["scenario"](inbox, **values)
    finally:
        mailbox.close()
