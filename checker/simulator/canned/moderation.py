"""Moderation scores without a model: from some words of each category, always the same."""

from __future__ import annotations

import hashlib
import re

# SDK 3.7.0, ModerationLlmv2CategoryThresholds; the words are ours.
WORDS = {
    "sexual": r"porn\w*|explicit sex",
    "hate_and_discrimination": r"hate (?:all|every)\w*|subhuman",
    "violence_and_threats": r"kill (?:you|him|her|them)|murder|i will hurt",
    "dangerous": r"build a bomb|explosives?",
    "criminal": r"steal|hotwire|launder money",
    "selfharm": r"hurt myself|suicide",
    "health": r"diagnos\w+|which dose",
    "financial": r"which shares|investment advice",
    "law": r"legal advice|sue (?:him|her|them)",
    "pii": r"[\w.]+@[\w.]+\.\w+|\b\d{3}-\d{2}-\d{4}\b",
    "jailbreaking": r"ignore (?:all |the |your )?(?:previous |prior )?(?:rules|instructions)",
}
PATTERNS = {name: re.compile(words, re.IGNORECASE) for name, words in WORDS.items()}
FLAG_THRESHOLD = 0.5


def scores(text: str) -> dict[str, float]:
    """Return a score for each category: near 1 if the text contains one of its words."""
    return {
        name: round((0.9 if pattern.search(text) else 0.0) + _noise(f"{name}:{text}"), 6)
        for name, pattern in PATTERNS.items()
    }


def flags(found: dict[str, float]) -> dict[str, bool]:
    """Return the categories that count as violated."""
    return {name: score >= FLAG_THRESHOLD for name, score in found.items()}


def _noise(seed: str) -> float:
    """Return a number below 0.1, the same for the same text on every machine."""
    digest = hashlib.sha256(seed.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:2]) / 2**16 / 10
