"""A Mistral API on loopback: what hidden tests script, and what saw every request.

``Network`` runs it, a ``Simulator`` is what one test talks to, ``answers`` builds what it says.
It is a witness: nothing here imports the SDK or any code under test, so a client cannot talk it
into believing something that did not cross the wire.

Packs script chat and embeddings alone. The other endpoints are for ``messypr simulator`` and the
pytest fixture, which stand in for the whole API in programs of other people.
"""

from checker.simulator import answers
from checker.simulator.network import Network
from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.simulator import Simulator
from checker.simulator.store.limits import Limits
from checker.simulator.store.quota import Quota
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireConnection, WireRequest, redacted

__all__ = [
    "Endpoint",
    "Gate",
    "Limits",
    "Network",
    "Quota",
    "ScriptError",
    "Simulator",
    "WireConnection",
    "WireRequest",
    "answers",
    "redacted",
]
