"""The memory of one simulator: its settings, and the data that clients store at the API."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.bounded_dict import BoundedDict
from checker.simulator.store.clock import Clock
from checker.simulator.store.limits import Limits, tokens_in
from checker.simulator.store.models import BY_NAME, MODELS, Model, alive, own
from checker.simulator.store.quota import Account, Quota
from checker.simulator.store.records import Agent, BatchJob, Conversation, StoredFile
from checker.simulator.wire.answer import Headers, Raw
from checker.simulator.wire.values import WireRequest, redacted

MAX_FILES_BYTES = 128 * 2**20
MAX_RECORDS_BYTES = 64 * 2**20  # for each kind of record
MAX_ACCOUNTS = 1_000
COURSE = ("QUEUED", "RUNNING", "SUCCESS")


class Memory:
    """Settings come from the test's thread; everything else belongs to the network's thread.

    Attributes:
        limits: What one request may hold.
        behaviour: The habits of the model.
        clock: The time.
        batch_states: Those of batch jobs created from now on, one for each look at them.
        files: The Files API; the other stores likewise.
        line: Answers one line of a batch like a separate request.
    """

    def __init__(self) -> None:
        self.limits = Limits()
        self.behaviour = Behaviour()
        self.clock = Clock()
        self.batch_states: tuple[str, ...] = COURSE
        self.files: BoundedDict[StoredFile] = BoundedDict(
            MAX_FILES_BYTES, lambda file: len(file.content)
        )
        self.jobs: BoundedDict[BatchJob] = BoundedDict(MAX_RECORDS_BYTES, lambda job: job.weight)
        self.agents: BoundedDict[Agent] = BoundedDict(MAX_RECORDS_BYTES, lambda agent: agent.weight)
        self.conversations: BoundedDict[Conversation] = BoundedDict(
            MAX_RECORDS_BYTES, lambda talk: talk.weight
        )
        self.line: Callable[[WireRequest], Raw]
        self._own_models: dict[str, Model] = {}
        self._keys: frozenset[str] | None = None
        self._quota: Quota | None = None
        self._accounts: BoundedDict[Account] = BoundedDict(MAX_ACCOUNTS)
        self._counts: Counter[str] = Counter()

    def number(self, kind: str) -> str:
        """Return a new number of that kind, as the seed of an id."""
        self._counts[kind] += 1
        return f"{kind}:{self._counts[kind]}"

    @property
    def models(self) -> tuple[Model, ...]:
        """The models that exist today, the client's own ones last."""
        every = (*MODELS, *tuple(self._own_models.values()))
        return tuple(model for model in every if alive(model, self.clock.today()) is not None)

    def model(self, name: object) -> Model | None:
        """Return the model of that id or alias, None if it does not exist, or no longer exists."""
        if not isinstance(name, str):
            return None
        return alive(self._own_models.get(name) or BY_NAME.get(name), self.clock.today())

    def serve_model(self, name: str, like: str) -> None:
        """Serve one more model, which works like another.

        Raises:
            ValueError: The name is empty or taken, or there is no model to be like.
        """
        template = self.model(like)
        if template is None:
            raise ValueError(f"no model {like!r} that another could be like")
        if not name or name in BY_NAME:
            raise ValueError(f"{name!r} cannot be the name of one more model")
        self._own_models[name] = own(name, template)

    @property
    def quota(self) -> Quota | None:
        """What each key may ask for; a new one fills every bucket."""
        return self._quota

    @quota.setter
    def quota(self, quota: Quota | None) -> None:
        """The limit per key; assigning one fills every bucket."""
        self._quota, self._accounts = quota, BoundedDict(MAX_ACCOUNTS)

    def know(self, keys: tuple[str, ...]) -> None:
        """Accept these keys and no others."""
        self._keys = frozenset(redacted(f"Bearer {key}") for key in keys)

    def knows(self, request: WireRequest) -> bool:
        """Return whether the request has an accepted key."""
        return request.authorized and (
            self._keys is None or request.headers["authorization"] in self._keys
        )

    def admit(self, request: WireRequest) -> tuple[Raw | None, Headers]:
        """Return the quota's refusal of a request, if any, and the headers that report it."""
        if self._quota is None:
            return None, ()
        key = request.headers.get("authorization", "")
        account = self._accounts.get(key)
        if account is None:
            account = Account(self._quota, self.clock.now())
            self._accounts.put(key, account)
        return account.admit(tokens_in(len(request.raw)), self.clock.now())
