"""The fields of a completion request; shared by chat and agent completions."""

from __future__ import annotations

import json
from typing import Any

from checker.simulator.rules import conversation, fields, messages, tools
from checker.simulator.rules.call import EndpointCall
from checker.simulator.store.limits import tokens_of
from checker.simulator.wire.answer import Raw
from checker.simulator.wire.error_bodies import error, invalid, problem

MAX_TOOLS = 128  # docs, studio/conversations/function-calling
MAX_CHOICES = 16  # ours
TEMPERATURE = fields.number(0, 1.5)  # SillyTavern#4856; the 422 as in vegu-ai/talemate#102
# Names: SDK 3.7.0, ChatCompletionRequest. Bounds without a source above are the natural ones.
FIELDS: fields.Table = {
    "messages": fields.items(),
    "max_tokens": fields.integer(0),
    "min_tokens": fields.integer(0),
    "stream": fields.boolean,
    "stop": fields.anything,
    "random_seed": fields.integer(0),
    "metadata": fields.mapping,
    "response_format": fields.mapping,
    "tools": fields.items(MAX_TOOLS),
    "tool_choice": fields.anything,
    "presence_penalty": fields.number(-2, 2),
    "frequency_penalty": fields.number(-2, 2),
    "repetition_penalty": fields.number(0),
    "top_k": fields.integer(0),
    "logprobs": fields.boolean,
    "top_logprobs": fields.integer(0),
    "prompt_logprobs": fields.boolean,
    "top_prompt_logprobs": fields.integer(0),
    "n": fields.integer(1, MAX_CHOICES),
    "prediction": fields.mapping,
    "parallel_tool_calls": fields.boolean,
    "reasoning_effort": fields.one_of(
        *("none", "minimal", "low", "medium", "high", "xhigh", "max")
    ),
    "prompt_mode": fields.one_of("reasoning"),
    "guardrails": fields.items(),
    "prompt_cache_key": fields.text,
    "service_tier": fields.one_of("auto", "standard_only"),
}
FORMATS = fields.one_of("text", "json_object", "json_schema")
CHOICES = fields.one_of("auto", "none", "any", "required")


def form(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the form of messages, tools or formats."""
    found = messages.problems(call.body["messages"])
    if found:
        return invalid(*found)
    return response_format(call.body) or _choice(call.body) or tools.refusal(call)


def sense(call: EndpointCall, name: str) -> Raw | None:
    """Return what the model cannot do: this order of messages, this many answers or texts."""
    known = call.memory.model(name)
    return (
        conversation.refusal(call.request.messages)
        or _not_enabled(call.body)
        or _several(call.body, several=known is None or known.several)
        or too_long(call, name, [m.get("content") for m in call.request.messages])
    )


def response_format(body: dict[str, Any]) -> Raw | None:
    """Return a 422 for a response format that does not exist, or lacks its schema."""
    given = body.get("response_format") or {}
    kind = given.get("type")
    if kind is not None and (wrong := FORMATS(kind)) is not None:
        return invalid(problem(wrong[0], ("response_format", "type"), wrong[1], kind))
    if kind == "json_schema" and not isinstance(given.get("json_schema"), dict):
        loc = ("response_format", "json_schema")  # the wording is ours
        return invalid(problem("missing", loc, "Field required", given))
    return None if kind != "json_schema" else _schema(given["json_schema"])


def _schema(given: dict[str, Any]) -> Raw | None:
    """Return what is wrong with a schema: no name (openapi: required), or open though strict."""
    if not given.get("name"):
        loc = ("response_format", "json_schema", "name")
        return invalid(problem("missing", loc, "Field required", given))
    if not given.get("strict") or _closed(given.get("schema")):
        return None
    # Status as in mistralai/client-ts#107; the words are ours.
    words = "Invalid schema: additionalProperties must be false for strict schemas."
    return error(400, words, "invalid_request_invalid_args", None)


def _closed(schema: Any) -> bool:
    """Return whether every object of the schema allows no other fields, without recursion."""
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            is_object = isinstance(part.get("properties"), dict)
            if is_object and part.get("additionalProperties") is not False:
                return False
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
    return True


def too_long(call: EndpointCall, name: str, texts: list[Any]) -> Raw | None:
    """Return a refusal if prompt and answer cannot fit (max_tokens: openclaw#53177)."""
    model = call.memory.model(name)
    context = 0 if model is None else model.context
    wanted = call.body.get("max_tokens") or 0
    if wanted >= context:
        words = f"Input should be less than {context}"
        return invalid(problem("less_than", ("max_tokens",), words, wanted))
    given = sum(tokens_of(json.dumps(text)) for text in texts)
    if given + wanted > context:
        words = (
            f"Prompt contains {given} tokens and 0 draft tokens, too large for model with "
            f"{context} maximum context length"
        )
        return error(400, words, "invalid_request_invalid_args", "3051")
    return None


def _not_enabled(body: dict[str, Any]) -> Raw | None:
    """Return the refusal of what no served model can do.

    Log probabilities: 0xPlaygrounds/rig, logprobs_rejection_matrix; prompt mode:
    simonw/llm-mistral, metadata.json of 2026-10-06.
    """
    words = ""
    if body.get("logprobs") or body.get("top_logprobs"):
        words = "Logprobs are not enabled for this model"
    elif body.get("prompt_mode") == "reasoning":
        words = "Reasoning prompt mode is not enabled for this model"
    return error(400, words, "invalid_request_invalid_args", "3051") if words else None


def _choice(body: dict[str, Any]) -> Raw | None:
    choice = body.get("tool_choice")
    if choice is None or isinstance(choice, dict):
        return None
    wrong = CHOICES(choice)
    return invalid(problem(wrong[0], ("tool_choice",), wrong[1], choice)) if wrong else None


def _several(body: dict[str, Any], *, several: bool) -> Raw | None:
    """Return a refusal of ``n`` for a model without it (docs, chat completions; words ours)."""
    if several or (body.get("n") or 1) == 1:
        return None
    return error(400, "n is not supported for this model.", "invalid_request_error", None)
