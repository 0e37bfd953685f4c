"""Faults in how an answer of the Mistral API, whole or streamed, is read."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

IGNORED_FINISH_REASON = Rule(
    code="MIS007",
    name="ignored-finish-reason",
    category=Category.MISTRAL,
    summary="An answer is used without asking whether the model finished it.",
    why="finish_reason 'length' or 'error' means half an answer; the SDK raises nothing.",
    bad="def text(response):\n    return response.choices[0].message.content",
    good=(
        'def text(response):\n    if response.choices[0].finish_reason != "stop":\n'
        '        raise ValueError("cut short")\n    return response.choices[0].message.content'
    ),
    also=(
        "finish_reason not checked",
        "truncated answer taken as complete",
        "cut off at max_tokens",
        "half an answer is stored",
        "finish_reason length accepted",
        "incomplete answer cached",
    ),
    unlike=(("content-assumed-text", "the type of the content is not checked."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS205",),
)
CONTENT_ASSUMED_TEXT = Rule(
    code="MIS001",
    name="content-assumed-text",
    category=Category.MISTRAL,
    summary="delta.content or message.content is used as text without asking what it is.",
    why="It may be absent (Unset), None, or a list of chunks; events are Any, so mypy is silent.",
    bad="async for event in stream:\n    yield_(event.data.choices[0].delta.content)",
    good=(
        "async for event in stream:\n    content = event.data.choices[0].delta.content\n"
        "    if isinstance(content, str):\n        yield_(content)"
    ),
    also=(
        "content may be None or Unset",
        "content may be a list of chunks",
        "isinstance check missing",
        "delta.content is not always a string",
        "prints None",
        "TypeError on a role-only event",
    ),
    unlike=(
        ("ignored-finish-reason", "the text is there but not complete."),
        ("suppressed-type-error", "the type checker said so and was silenced."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS215",),
)
INCOMPLETE_USAGE_COUNT = Rule(
    code="MIS008",
    name="incomplete-usage-count",
    category=Category.MISTRAL,
    summary="Not every billed call is counted.",
    why="Each round of a tool loop and each stream is billed, also when its answer is of no use.",
    bad=(
        "for _ in range(5):\n    response = ask()\n    if done(response):\n        break\n"
        "tokens += response.usage.total_tokens"
    ),
    good=(
        "for _ in range(5):\n    response = ask()\n    tokens += response.usage.total_tokens\n"
        "    if done(response):\n        break"
    ),
    also=(
        "tokens not counted",
        "usage only of the last round",
        "billed but not counted",
        "cost under-reported",
        "usage not added",
        "budget is not charged",
        "stream usage dropped",
    ),
    siblings=(
        "accumulator-overwritten",
        "missing-term",
    ),
    unlike=(
        ("accumulator-overwritten", "any other sum is overwritten in a loop."),
        ("missing-term", "any other calculation lacks a part."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS216",),
)
STREAM_FRAGMENT_OVERWRITES = Rule(
    code="MIS026",
    name="stream-fragment-overwrites",
    category=Category.MISTRAL,
    summary="Each event of a stream replaces what the earlier ones brought.",
    why="Tool calls may come spread over several events: only those of the last one are left.",
    bad=(
        "async for event in stream:\n    if event.data.choices[0].delta.tool_calls:\n"
        "        calls = event.data.choices[0].delta.tool_calls"
    ),
    good=(
        "calls = []\nasync for event in stream:\n"
        "    calls.extend(event.data.choices[0].delta.tool_calls or ())"
    ),
    also=(
        "tool calls overwritten by each event",
        "only the last chunk is kept",
        "assignment instead of extend",
        "earlier tool calls are lost",
        "stream fragments not merged",
        "= instead of +=",
    ),
    siblings=("accumulator-overwritten",),
    unlike=(
        ("accumulator-overwritten", "no stream is involved."),
        ("stream-boundary-ignored", "each piece is kept but handled by itself."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS261",),
)
STREAM_BOUNDARY_IGNORED = Rule(
    code="MIS025",
    name="stream-boundary-ignored",
    category=Category.MISTRAL,
    summary=(
        "Each piece of a stream is handled by itself, although what is looked for may be cut "
        "in two."
    ),
    why=(
        "Pieces end wherever the model's tokens end: a pattern that lies across two of them is "
        "never seen."
    ),
    bad="async for piece in pieces:\n    yield_(replace_names(piece))",
    good="async for piece in pieces:\n    yield_(replacing.feed(piece))\nyield_(replacing.end())",
    also=(
        "placeholder split over two chunks",
        "token cut in two",
        "piece by piece replacement",
        "must buffer across chunks",
        "pattern may span two events",
        "handled per chunk",
    ),
    unlike=(("stream-fragment-overwrites", "pieces are lost, not cut."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS266",),
)
INVENTED_REFERENCE_FOLLOWED = Rule(
    code="MIS009",
    name="invented-reference-followed",
    category=Category.MISTRAL,
    summary="A number or name in the model's text is looked up as if it had to exist.",
    why="Models make up references: the look-up fails, or finds what was never meant.",
    bad="cited = [passages[int(number) - 1] for number in re.findall(MARK, text)]",
    good=(
        "numbers = map(int, re.findall(MARK, text))\n"
        "cited = [passages[number - 1] for number in numbers if 1 <= number <= len(passages)]"
    ),
    also=(
        "model may invent a number",
        "hallucinated citation",
        "IndexError on a made-up reference",
        "number from the model is not validated",
        "[0] or [7] does not exist",
        "citation out of range",
        "trusts the model's numbers",
    ),
    siblings=("unguarded-lookup",),
    unlike=(
        ("numbering-mismatch", "the numbers exist but are counted from another start."),
        ("unguarded-lookup", "the key does not come from a model."),
        ("model-chosen-function", "the name decides which code runs."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS239",),
)
RULES = (
    IGNORED_FINISH_REASON,
    CONTENT_ASSUMED_TEXT,
    INCOMPLETE_USAGE_COUNT,
    STREAM_FRAGMENT_OVERWRITES,
    STREAM_BOUNDARY_IGNORED,
    INVENTED_REFERENCE_FOLLOWED,
)
