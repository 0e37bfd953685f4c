"""Tell sentences from words in a row."""

from __future__ import annotations

import re

FEWEST = 6  # words; fewer than that are terse
ONE_IN = 8
# Code that happens to be made of English words.
IDIOM = re.compile(r"\b(?:is not none|is none|while true|from none|none|true|false)\b")
WORD = re.compile(r"[a-z0-9_]+")
FUNCTION = frozenset(
    WORD.findall(
        "a an the this that these those it its he she they them their our your my me us we you i "
        "one is are was were be been being am do does did done has have had having will would "
        "shall should can could may might must ought to of in on at by for with from into onto out "
        "off up down over under about after before between during through without within until "
        "since against as and or nor if then than so because although though while whereas whether "
        "unless there here when where which who whom whose what how why not no never nothing "
        "nobody none  only also just very too even still yet already again ever any some "
        "all each every  other another such same own more most less few many much "
        "several both two three everything anything something someone everybody anyone "
        "get gets got see sees say says make makes need needs w "
        "don doesn isn aren wasn won can cannot let please instead like s t re ve ll"
    )
)


def stuffed(text: str) -> bool:
    """Return whether a text is a row of words: six or more, hardly one that binds them."""
    count = len(_words(text))
    return count >= FEWEST and binding(text) <= count // ONE_IN


def binding(text: str) -> int:
    """Return how many words of a text bind others into a sentence."""
    return sum(not FUNCTION.isdisjoint(WORD.findall(word)) for word in _words(text))


def _words(text: str) -> list[str]:
    return IDIOM.sub(" x ", text.lower().replace("\u2019", "'")).split()
