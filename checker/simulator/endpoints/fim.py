"""POST /v1/fim/completions: code between a prompt and a suffix, in the form of chat."""

from __future__ import annotations

from checker.simulator import answers
from checker.simulator.chat import completion
from checker.simulator.chat.default_reply import shortened
from checker.simulator.rules import completion_fields, fields, model
from checker.simulator.rules.call import EndpointCall, Route
from checker.simulator.wire.answer import Raw, Reply

NAME = "fim"
FIELDS: fields.Table = {  # SDK 3.7.0: FIMCompletionRequest
    "model": fields.text,
    "prompt": fields.text,
    "suffix": fields.text,
    "temperature": completion_fields.TEMPERATURE,
    "top_p": fields.number(0, 1),
    "max_tokens": fields.integer(0),
    "min_tokens": fields.integer(0),
    "stream": fields.boolean,
    "stop": fields.anything,
    "random_seed": fields.integer(0),
    "metadata": fields.mapping,
    "prompt_cache_key": fields.text,
}


def refusal(call: EndpointCall) -> Raw | None:
    """Return what is wrong with the fields, or with a model that does not complete code."""
    refused = fields.refusal(call.request, FIELDS, ("model", "prompt"))
    if refused is not None:
        return refused
    name = call.request.model
    refused = model.refusal(call, name, "completion_fim")
    if refused is not None:
        return refused
    texts = [call.body["prompt"], call.body.get("suffix")]
    return completion_fields.too_long(call, name, texts)


def usual(call: EndpointCall) -> Reply:
    """Return a line that shows the code before it and after it."""
    before = str(call.body["prompt"]).strip().splitlines()
    after = str(call.body.get("suffix") or "").strip().splitlines()
    said = f"    # after {(before or [''])[-1].strip()!r}"
    if after:
        said += f", before {after[0].strip()!r}"
    return shortened(answers.reply(said), call.body)


ROUTES: tuple[Route, ...] = (
    Route(
        method="POST",
        path="/v1/fim/completions",
        refusal=refusal,
        usual=usual,
        form=completion.CHAT,
    ),
)
