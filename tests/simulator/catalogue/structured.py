"""G: answers that are to be JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from mistralai.client.errors import MistralError
from pydantic import BaseModel

from checker.simulator import answers

from .pair import MODEL, AnswerError, Pair, Scene, requests, result, said, text_of

JSON_MODE = {"type": "json_object"}
ASKED = "Where is the Louvre?"


class Book(BaseModel):
    name: str


async def mode_alone(scene: Scene) -> Any:
    return json.loads(await said(scene.client, ASKED, response_format=JSON_MODE))


async def mode_and_words(scene: Scene) -> Any:
    text = await said(scene.client, f"{ASKED} Answer in JSON.", response_format=JSON_MODE)
    return sorted(json.loads(text))


async def parses_what_came(scene: Scene) -> Any:
    return json.loads(await said(scene.client, f"{ASKED} JSON.", response_format=JSON_MODE))


async def asks_why_it_ended(scene: Scene) -> Any:
    messages = [{"role": "user", "content": f"{ASKED} JSON."}]
    answer = await scene.client.chat.complete_async(
        model=MODEL, messages=messages, response_format=JSON_MODE
    )
    if answer.choices[0].finish_reason != "stop":
        raise AnswerError("truncated")
    return json.loads(text_of(answer))


async def parse(client: Any) -> Any:
    messages = [{"role": "user", "content": "the book"}]
    return await client.chat.parse_async(response_format=Book, model=MODEL, messages=messages)


async def parses_and_catches_api_errors(scene: Scene) -> Any:
    try:
        answer = await parse(scene.client)
    except MistralError as error:
        raise AnswerError("call failed") from error
    return answer.choices[0].message.parsed.name


async def parses_and_catches_all(scene: Scene) -> Any:
    try:
        answer = await parse(scene.client)
    except (MistralError, ValueError) as error:  # JSONDecodeError and ValidationError are such
        raise AnswerError("call failed") from error
    parsed = answer.choices[0].message.parsed
    if parsed is None:
        raise AnswerError("nothing parsed")
    return parsed.name


async def scrapes(scene: Scene) -> str:
    found = re.search(r"\{.*\}", await said(scene.client, "the book as JSON"), re.DOTALL)
    return Book(**json.loads(found[0])).name if found else ""


async def until_it_parses(scene: Scene) -> Any:
    while True:
        try:
            return json.loads(await said(scene.client, ASKED))
        except ValueError:
            continue


async def twice_at_most(scene: Scene) -> Any:
    for _ in range(2):
        try:
            return json.loads(await said(scene.client, f"{ASKED} JSON.", response_format=JSON_MODE))
        except ValueError:
            continue
    raise AnswerError("no JSON in two attempts")


def form(scene: Scene) -> Any:
    return (scene.mistral.chat.last.body.get("response_format") or {}).get("type")


def replies(*texts: str, finish_reason: str = "") -> Any:
    made = [answers.reply(text, finish_reason=finish_reason) for text in texts]
    return lambda scene: scene.mistral.chat.respond(*made)


PAIRS = (
    Pair(
        code="G01",
        name="JSON mode without asking for JSON",
        messy=mode_alone,
        right=mode_and_words,
        seen=result,
        messy_shows="JSONDecodeError",
        right_shows=["answer", "sources"],
    ),
    Pair(
        code="G02",
        name="finish_reason ignored before parsing",
        messy=parses_what_came,
        right=asks_why_it_ended,
        script=replies('{"city": "Par', finish_reason="length"),
        seen=result,
        messy_shows="JSONDecodeError",
        right_shows="AnswerError",
    ),
    Pair(
        code="G03",
        name="errors of chat.parse escape MistralError",
        messy=parses_and_catches_api_errors,
        right=parses_and_catches_all,
        script=replies('{"title": "x"}'),
        seen=result,
        messy_shows="ValidationError",
        right_shows="AnswerError",
    ),
    Pair(
        code="G04",
        name="regular expression instead of a schema",
        messy=scrapes,
        right=parses_and_catches_all,
        script=replies('{"name": "Dune"}'),
        seen=form,
        messy_shows=None,
        right_shows="json_schema",
    ),
    Pair(
        code="G05",
        name="retry until the JSON parses",
        messy=until_it_parses,
        right=twice_at_most,
        script=replies(*["not json"] * 8, "{}"),
        seen=requests,
        messy_shows=9,
        right_shows=2,
    ),
)
