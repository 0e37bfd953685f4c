"""Code of the reference that looks wrong and is right; it stands in every deal."""

from __future__ import annotations

from checker.model.key import Decoy, Site
from solutions.llm_gateway.places import LEDGER, SERVING, SHARING, UPSTREAM

DECOYS = (
    Decoy(
        slug="held-in-a-counter",
        site=Site(
            path=LEDGER,
            text="self._held: Counter[str] = Counter()  # for calls under way, in nano-dollars",
        ),
        why="Only the event loop's thread touches it, and between two awaits nobody else does.",
        accusations=(
            "counter is not thread-safe",
            "counter is not thread safe",
            "counter not thread-safe",
            "counter not thread safe",
            "use threading.lock",
            "threading lock around",
            "should be a defaultdict",
            "use defaultdict",
            "counter is for counting",
            "counter is meant for counting",
        ),
    ),
    Decoy(
        slug="random-for-jitter",
        site=Site(path=UPSTREAM, text="random.uniform(0.5, 1)"),
        why="It spreads retries in time: nothing secret depends on it, and secrets would gain "
        "nothing.",
        accusations=(
            "random is not secure",
            "random not cryptographically",
            "insecure random",
            "use secrets",
            "secrets module",
            "systemrandom",
            "predictable random",
            "random is predictable",
            "weak random",
            "pseudo-random",
        ),
    ),
    Decoy(
        slug="retry-takes-a-token",
        site=Site(
            path=UPSTREAM,
            text="self._worthwhile(attempt, error) or self._retries.take() > 0",
        ),
        why="A token is taken only when the retry is worthwhile, because or stops at the first "
        "truth; that an outage uses them up is what they are for.",
        accusations=(
            "token is taken even",
            "token taken even",
            "takes a token even",
            "token is wasted",
            "wastes a token",
            "side effect in condition",
            "side effect in the condition",
            "side effect in if",
            "take() in an if",
            "order of the conditions",
            "swap the conditions",
        ),
    ),
    Decoy(
        slug="wait-never-raises",
        site=Site(path=SERVING, text="_, late = await asyncio.wait("),
        why="Failures of calls are told to their callers by join and read; drain has only to "
        "know which are late.",
        accusations=(
            "exceptions of finished calls are dropped",
            "exceptions of done tasks",
            "done is ignored",
            "ignores done",
            "done tasks ignored",
            "results of done tasks",
            "result of wait ignored",
            "done set ignored",
            "first element is ignored",
            "exceptions are never retrieved",
            "exception never retrieved",
        ),
    ),
    Decoy(
        slug="flights-without-lock",
        site=Site(
            path=SHARING,
            text="flight = self._flights.get(key) or self._start(key, call())",
        ),
        why="There is no await between look-up and start: on one event loop nobody can start a "
        "second call in between, and call() only makes a coroutine.",
        accusations=(
            "needs a lock",
            "race between get and start",
            "two tasks started",
            "two flights",
            "both start a",
            "flights not thread-safe",
            "flights is not thread-safe",
            "flights not thread safe",
            "lock around _flights",
            "lock for _flights",
            "setdefault",
        ),
    ),
    Decoy(
        slug="unbounded-said",
        site=Site(path=SHARING, text="self._said.append(piece)"),
        why="An answer is no longer than max_tokens, and late readers are promised its beginning: "
        "it has to be kept while the stream is under way.",
        accusations=(
            "_said grows",
            "said grows",
            "_said is unbounded",
            "said is unbounded",
            "_said never cleared",
            "_said is never cleared",
            "unbounded list",
            "list grows without",
            "memory grows with every piece",
            "use a deque with maxlen",
            "deque maxlen",
        ),
    ),
    Decoy(
        slug="aclosing-around-read",
        site=Site(path=SERVING, text="async with aclosing(self._broadcast(key, ask).read()) as"),
        why="A reader that leaves early must be taken off the list at once, not when the garbage "
        "collector comes by.",
        accusations=(
            "aclosing unnecessary",
            "aclosing is unnecessary",
            "aclosing redundant",
            "aclosing is redundant",
            "aclosing not needed",
            "aclosing is not needed",
            "unnecessary aclosing",
            "redundant aclosing",
            "no need for aclosing",
            "don't need aclosing",
            "remove aclosing",
        ),
    ),
    Decoy(
        slug="no-key-for-the-model",
        site=Site(
            path=SERVING,
            text="        if kept is not None:\n            return kept\n",
        ),
        why="Model and temperature are settings of the process that the cache lives in: they are "
        "the same for every ask. An empty text is never kept, and None means none.",
        accusations=(
            "model is not in the key",
            "model not in the key",
            "model missing from the key",
            "temperature not in the key",
            "temperature is not in the key",
            "temperature missing from the key",
            "key ignores the model",
            "key must contain the model",
        ),
    ),
)
