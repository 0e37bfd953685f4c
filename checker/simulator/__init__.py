"""A Mistral API on loopback: hidden tests script its answers, and it records every request.

``Network`` runs it, a ``Simulator`` is what one test uses, ``answers`` builds the scripted answers.
It is a witness: nothing here imports the SDK or any code under test, so a client cannot make it
record anything that did not cross the wire.

Packs script chat and embeddings alone. The other endpoints are for ``messypr simulator`` and the
pytest fixture, which replace the whole API for the programs of other people.
"""

from checker.simulator import answers
from checker.simulator.network import Network
from checker.simulator.reach import MistralTestCase, reached
from checker.simulator.server.endpoint import Endpoint
from checker.simulator.server.match import Match
from checker.simulator.server.script_queue import ScriptError
from checker.simulator.simulator import Simulator
from checker.simulator.store.behaviour import Behaviour
from checker.simulator.store.limits import Limits
from checker.simulator.store.quota import Quota
from checker.simulator.wire.gate import Gate
from checker.simulator.wire.values import WireConnection, WireRequest, redacted

__all__ = [
    "Behaviour",
    "Endpoint",
    "Gate",
    "Limits",
    "Match",
    "MistralTestCase",
    "Network",
    "Quota",
    "ScriptError",
    "Simulator",
    "WireConnection",
    "WireRequest",
    "answers",
    "reached",
    "redacted",
]
