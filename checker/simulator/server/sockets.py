"""The sockets of one simulator, on the network's thread."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping

from checker.errors import UsageError
from checker.simulator.server.connection import Connection
from checker.simulator.server.service import CONTROL, Service

REGIONS = ("global", "eu", "us")  # SDK 3.7.0, sdkconfiguration.SERVERS
HOST = "127.0.0.1"
BACKLOG = 512


class PortTakenError(UsageError):
    """Another program listens on the requested port."""


class Listening:
    """Listens on one port for each region.

    ``taken`` holds the ports of all simulators of a network: no port is used twice, so that a
    late request of an earlier test reaches nobody.
    """

    def __init__(self, service: Service, taken: set[int]) -> None:
        self._service = service
        self._taken = taken
        self._servers: list[asyncio.Server] = []
        self._connections: set[Connection] = set()

    async def open(self, port: int = 0) -> Mapping[str, str]:
        """Listen, and return the base URL of each region.

        The regions have consecutive ports from ``port`` on; 0 means any free ones.

        Raises:
            PortTakenError: Another program listens on one of the ports.
        """
        wanted = [port + number if port else 0 for number in range(len(REGIONS))]
        ports = [await self._listen(*each) for each in zip(REGIONS, wanted, strict=True)]
        return {
            region: f"http://{HOST}:{port}" for region, port in zip(REGIONS, ports, strict=True)
        }

    async def open_control(self, port: int) -> str:
        """Listen for the control address, and return its base URL.

        Raises:
            PortTakenError: Another program listens on the port.
        """
        return f"http://{HOST}:{await self._listen(CONTROL, port)}"

    async def serve_on(self, region: str, listener: socket.socket, tls: ssl.SSLContext) -> None:
        """Serve a region over TLS on a socket that the caller created and may close."""
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._service, region, self._connections),
            sock=listener.dup(),
            ssl=tls,
        )
        self._servers.append(server)

    async def close(self) -> None:
        """Stop listening and wait until every connection is gone."""
        self._service.closed = True
        for server in self._servers:
            server.close()
        left = list(self._connections)
        for connection in left:
            connection.abort()
        for connection in left:
            await connection.gone

    async def _listen(self, region: str, port: int) -> int:
        bound = _bind(self._taken) if port == 0 else _bind_to(port)
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(self._service, region, self._connections),
            sock=bound,
            backlog=BACKLOG,
        )
        self._servers.append(server)
        return int(bound.getsockname()[1])


def _bind_to(port: int) -> socket.socket:
    """Return a socket on this port."""
    bound = socket.socket()
    bound.setsockopt(
        socket.SOL_SOCKET, socket.SO_REUSEADDR, 1
    )  # connections of an earlier run may still linger
    try:
        bound.bind((HOST, port))
    except OSError as error:
        bound.close()
        raise PortTakenError(f"port {port} cannot be used ({error.strerror})") from error
    return bound


def _bind(taken: set[int]) -> socket.socket:
    """Return a socket on a port that was not used before, and record the port."""
    refused: list[socket.socket] = []  # kept open meanwhile, so that the next try gets another port
    try:
        while True:
            bound = socket.socket()
            bound.bind((HOST, 0))
            port = bound.getsockname()[1]
            if port not in taken:
                taken.add(port)
                return bound
            refused.append(bound)
    finally:
        for other in refused:
            other.close()
