"""POST /v1/chat/completions: completions as JSON or as server-sent events."""

from __future__ import annotations

import json

from checker.simulator import usual_chat
from checker.simulator.answer import Raw, Reply
from checker.simulator.limits import Limits, tokens_of
from checker.simulator.models import serving
from checker.simulator.refusals import error, invalid, invalid_model, problem
from checker.simulator.rules import conversation, fields, messages, tools
from checker.simulator.wire import WireRequest

NAME = "chat"
METHODS: tuple[str, ...] = ("POST",)
COMPLETES = True
PATH = "/v1/chat/completions"
MOST_TOOLS = 128  # docs, studio/conversations/function-calling
MOST_CHOICES = 16  # ours
HOTTEST = 1.5  # SillyTavern#4856; the 422 as in vegu-ai/talemate#102
# Names: SDK 3.7.0, ChatCompletionRequest. Bounds without a source above are the natural ones.
FIELDS: fields.Table = {
    "model": fields.text,
    "messages": fields.items(),
    "temperature": fields.number(0, HOTTEST),
    "top_p": fields.number(0, 1),
    "max_tokens": fields.integer(0),
    "min_tokens": fields.integer(0),
    "stream": fields.boolean,
    "stop": fields.anything,
    "random_seed": fields.integer(0),
    "metadata": fields.mapping,
    "response_format": fields.mapping,
    "tools": fields.items(MOST_TOOLS),
    "tool_choice": fields.anything,
    "presence_penalty": fields.number(-2, 2),
    "frequency_penalty": fields.number(-2, 2),
    "repetition_penalty": fields.number(0),
    "top_k": fields.integer(0),
    "logprobs": fields.boolean,
    "top_logprobs": fields.integer(0),
    "prompt_logprobs": fields.boolean,
    "top_prompt_logprobs": fields.integer(0),
    "n": fields.integer(1, MOST_CHOICES),
    "prediction": fields.mapping,
    "parallel_tool_calls": fields.boolean,
    "reasoning_effort": fields.text,
    "prompt_mode": fields.text,
    "guardrails": fields.items(),
    "prompt_cache_key": fields.text,
    "service_tier": fields.text,
    "safe_prompt": fields.boolean,
}
FORMATS = fields.one_of("text", "json_object", "json_schema")
CHOICES = fields.one_of("auto", "none", "any", "required")


def serves(path: str) -> bool:
    """Return whether the path is the endpoint's."""
    return path == PATH


def refusal(request: WireRequest, _limits: Limits) -> Raw | None:
    """Return the first thing the API would refuse: form, model, conversation, length."""
    refused = fields.refusal(request, FIELDS, ("model", "messages"))
    if refused is not None:
        return refused
    found = messages.problems(request.body["messages"])
    if found:
        return invalid(*found)
    refused = _choices(request) or tools.refusal(request.body.get("tools") or [])
    if refused is not None:
        return refused
    model = serving(request.model, "completion_chat")
    if model is None:
        return invalid_model(request.model)
    return conversation.refusal(request.messages) or _too_long(request, model.context)


def usual(request: WireRequest, _limits: Limits) -> Reply:
    """Return an answer that shows what was asked; see ``usual_chat``."""
    return usual_chat.reply(request)


def _choices(request: WireRequest) -> Raw | None:
    """Return a 422 for a response format or tool choice that does not exist."""
    kind = (request.body.get("response_format") or {}).get("type")
    if kind is not None and (wrong := FORMATS(kind)) is not None:
        return invalid(problem(wrong[0], ("response_format", "type"), wrong[1], kind))
    choice = request.body.get("tool_choice")
    if choice is None or isinstance(choice, dict):
        return None
    wrong = CHOICES(choice)
    return invalid(problem(wrong[0], ("tool_choice",), wrong[1], choice)) if wrong else None


def _too_long(request: WireRequest, context: int) -> Raw | None:
    """Return a refusal where prompt and answer cannot fit (max_tokens: openclaw#53177)."""
    wanted = request.body.get("max_tokens") or 0
    if wanted >= context:
        words = f"Input should be less than {context}"
        return invalid(problem("less_than", ("max_tokens",), words, wanted))
    given = sum(tokens_of(json.dumps(m.get("content"))) for m in request.messages)
    if given + wanted > context:
        words = (
            f"Prompt contains {given} tokens and 0 draft tokens, too large for model with "
            f"{context} maximum context length"
        )
        return error(400, words, "invalid_request_invalid_args", "3051")
    return None
