"""A Mistral API on loopback: what hidden tests script, and what saw every request.

``Network`` runs it, a ``Simulator`` is what one test talks to, ``answers`` builds what it says.
It is a witness: nothing here imports the SDK or any code under test, so a client cannot talk it
into believing something that did not cross the wire.
"""

from checker.simulator import answers
from checker.simulator.endpoint import Endpoint
from checker.simulator.gate import Gate
from checker.simulator.limits import Limits
from checker.simulator.network import Network
from checker.simulator.quota import Quota
from checker.simulator.script import ScriptError
from checker.simulator.simulator import Simulator
from checker.simulator.wire import WireConnection, WireRequest, redacted

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
