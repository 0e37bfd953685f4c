"""Faults in how a prompt is put together."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE = Rule(
    code="MIS033",
    name="untrusted-text-in-system-message",
    category=Category.MISTRAL,
    summary="Text from strangers is put into the system message.",
    why="The model obeys the system message: whoever wrote the document gives it orders.",
    bad="messages = [SystemMessage(content=RULES + document), UserMessage(content=question)]",
    good=(
        "messages = [SystemMessage(content=RULES), UserMessage(content=fenced(document) "
        "+ question)]"
    ),
    also=(
        "prompt injection",
        "document in the system prompt",
        "retrieved passages as system message",
        "stranger's text with the system's authority",
        "role system instead of user",
        "user content obeyed as instructions",
    ),
    unlike=(("delimiter-not-escaped", "it is in a user message, and can leave its markers."),),
    link="https://genai.owasp.org/llmrisk/llm01-prompt-injection/",
    formerly=(
        "MIS234",
        "MIS265",
        "documents-in-system-message",
    ),
)
PERSONAL_DATA_IN_PROMPT = Rule(
    code="MIS017",
    name="personal-data-in-prompt",
    category=Category.MISTRAL,
    summary="Text is sent to the API without hiding the personal data in it.",
    why=(
        "What has left the house cannot be called back; one path that forgets the redaction is "
        "enough."
    ),
    bad="messages = [UserMessage(content=document)]",
    good="messages = [UserMessage(content=redactor.hide(document))]",
    also=(
        "not redacted before the API",
        "IBAN sent in clear",
        "PII in the prompt",
        "redactor bypassed",
        "personal data leaves the house",
        "unmasked text sent to the model",
    ),
    unlike=(
        ("personal-data-in-request-metadata", "it is in metadata or a cache key."),
        ("personal-data-in-log", "it is in the log."),
    ),
    link="https://genai.owasp.org/llmrisk/llm022025-sensitive-information-disclosure/",
    formerly=("MIS264",),
)
DELIMITER_NOT_ESCAPED = Rule(
    code="MIS003",
    name="delimiter-not-escaped",
    category=Category.MISTRAL,
    summary="Text from strangers is put between markers that it may contain itself.",
    why="It closes the markers, and what follows looks as if we had said it.",
    bad='prompt = f"<document>{text}</document>"',
    good='prompt = f"<document>{html.escape(text)}</document>"',
    also=(
        "closing tag in the document",
        "markers not escaped",
        "injection by </document>",
        "text can break out of its delimiters",
        "unescaped delimiters",
        "prompt injection through the markers",
    ),
    unlike=(
        ("untrusted-text-in-system-message", "the text is in the system message."),
        ("sql-built-from-text", "the text goes into SQL."),
    ),
    link="https://genai.owasp.org/llmrisk/llm01-prompt-injection/",
    formerly=("MIS267",),
)
NUMBERING_MISMATCH = Rule(
    code="MIS013",
    name="numbering-mismatch",
    category=Category.MISTRAL,
    summary="What the model is shown as number n is number n plus or minus one to the code.",
    why="Every reference that the model makes points to the neighbour of what it meant.",
    bad='shown = [f"[{n}] {text}" for n, text in enumerate(texts)]\ncited = texts[number - 1]',
    good=(
        'shown = [f"[{n}] {text}" for n, text in enumerate(texts, start=1)]\n'
        "cited = texts[number - 1]"
    ),
    also=(
        "numbered from 0 in the prompt and from 1 in the code",
        "citation points to the neighbour",
        "off by one between prompt and parser",
        "enumerate start missing",
        "wrong passage cited",
        "index shifted by one",
    ),
    siblings=("off-by-one",),
    unlike=(
        ("off-by-one", "no prompt is involved."),
        ("invented-reference-followed", "the number exists nowhere."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS238",),
)
RULES = (
    UNTRUSTED_TEXT_IN_SYSTEM_MESSAGE,
    PERSONAL_DATA_IN_PROMPT,
    DELIMITER_NOT_ESCAPED,
    NUMBERING_MISMATCH,
)
