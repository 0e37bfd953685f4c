"""Three defects of a small shop, written for the tests of matching: no pack is loaded."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.grading import judge_file
from checker.matching import MatchContext, Reported
from checker.model.key import Acceptable, Decoy, Site
from checker.model.place import Lines, Place
from checker.model.wordings import Wordings
from tests.hand_made import a_defect

SHOP, PRICES, README = (
    PurePosixPath(name) for name in ("src/shop.py", "src/prices.py", "README.md")
)
HEAD = {
    SHOP: b'''\
"""Orders of a shop."""

import time


async def place_order(order, stock):
    while not stock.has(order.item):
        time.sleep(5)
    return await stock.reserve(order.item)


def read_orders(path):
    return [line.split(",") for line in open(path)]


def newest(orders):
    return sorted(orders, key=lambda order: order.number)[-1]
''',
    PRICES: b'''\
"""What things cost, in cents."""


def discount(cents, percent):
    return round(cents * (1 - percent / 100))


def total(prices):
    return sum(prices[:-1])
''',
    README: b"# shop\n\nTakes orders.\n",
}
SLEEP = a_defect(
    "sleep-blocks",
    explanation="time.sleep stops the whole event loop for five seconds: no other order is served "
    "meanwhile. Await asyncio.sleep instead.",
    paraphrases=(
        "Blocking sleep inside a coroutine, the event loop freezes.",
        "This blocks all other orders, use await asyncio.sleep.",
        "time.sleep in async code holds up everybody else.",
        "Sleeping synchronously here freezes the server for five seconds.",
    ),
)
LEAK = a_defect(
    "file-left-open",
    explanation="The file is opened and never closed: its descriptor leaks on every call. Open it "
    "in a with statement.",
    paraphrases=(
        "open() without with, the handle leaks.",
        "Nobody closes this file, please use a context manager.",
        "We run out of descriptors: the file is not closed.",
        "File handle leak, read it in a with block.",
    ),
)
SHORT = a_defect(
    "last-price-lost",
    explanation="The slice leaves the last price out of the sum, so that every total is too low. "
    "Add up all prices.",
    paraphrases=(
        "Off by one: the last price is not in the total.",
        "prices[:-1] drops the last item, totals come out too low.",
        "The sum skips the final price, remove the slice.",
        "Customers pay too little since the last price is never added.",
    ),
)
DEFECTS = (SLEEP, LEAK, SHORT)
ROUNDING = Decoy(
    slug="rounding",
    site=Site(path=PRICES, text="round("),
    why="Half a cent may go either way.",
    accusations=("bankers' rounding loses half cents", "round is wrong for money"),
)
NO_CHANGELOG = Acceptable(
    slug="no-changelog",
    paths=(README,),
    phrases=("no|missing changelog", "changelog missing"),
    examples=("There is no changelog.",),
)


def at(path: PurePosixPath, first: int, last: int = 0, scope: str = "") -> Place:
    return Place(path=path, lines=Lines(first=first, last=last or first), scope=scope)


PLACES = {
    SLEEP.slug: at(SHOP, 8, scope="place_order"),
    LEAK.slug: at(SHOP, 13, scope="read_orders"),
    SHORT.slug: at(PRICES, 9, scope="total"),
}
CONTEXT = MatchContext(
    defects=tuple((defect, (PLACES[defect.slug],)) for defect in DEFECTS),
    pool=DEFECTS,
    decoys=((ROUNDING, at(PRICES, 5, scope="discount")),),
    acceptable=(NO_CHANGELOG,),
    reported=(Reported(path=str(SHOP), line=17, code="C414", message="Unnecessary sorted"),),
    head=HEAD,
    texts=("Takes orders and adds up prices. No other order waits.", HEAD[SHOP].decode()),
    wordings={each.slug: Wordings(found=(each.explanation, *each.paraphrases)) for each in DEFECTS},
    judge=judge_file.read(),
)
