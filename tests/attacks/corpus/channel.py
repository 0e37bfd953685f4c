"""Attacks on the channel between judge and player."""

from __future__ import annotations

from tests.attacks.attack import Attack, at_import
from tests.hijacked import CALLS, answering

SOCKETS = (
    "import os, socket\nfor fd in range(3, 64):\n    try:\n        {do}\n"
    "    except OSError:\n        pass\n"
)

ATTACKS: tuple[Attack, ...] = (
    at_import(
        "everything is True",
        "answers every question with True",
        answering("{'value': True}"),
    ),
    at_import(
        "everything is 0",
        "answers every question with 0",
        answering("{'value': 0}"),
    ),
    at_import(
        "everything but canaries",
        "the same, but lets the canary fail",
        f"{CALLS}real = calls.answer\n"
        "def answer(request, mailbox):\n"
        "    if 'canary' in str(request):\n        return real(request, mailbox)\n"
        "    return {'value': 0}\ncalls.answer = answer\n",
    ),
    at_import(
        "raises what is wanted",
        "answers every question with the wanted error",
        answering(
            "{'raised': {'type': 'ConfigError', 'message': '',"
            " 'bases': ['AnswerError', 'HelpdeskError'], 'cause': 'X'}}"
        ),
    ),
    at_import(
        "plain lies",
        "makes every value True on its way out",
        f"{CALLS}calls.plain = lambda value, depth=0: True\n",
    ),
    at_import(
        "forged lines",
        "writes answers into every descriptor",
        SOCKETS.format(do='os.write(fd, b\'{"id": "0", "value": true}\\n\')'),
    ),
    at_import(
        "stolen id",
        "takes the request's id from the stack and answers first",
        "import sys, json, os\nframe = sys._getframe()\n"
        "while frame:\n    request = frame.f_locals.get('request')\n"
        "    connection = frame.f_locals.get('connection')\n"
        "    if isinstance(request, dict) and connection:\n"
        "        connection.sendall(json.dumps({'id': request['id'], 'value': True}).encode()"
        " + b'\\n')\n        break\n    frame = frame.f_back\n",
    ),
    at_import(
        "closed channel",
        "closes every descriptor",
        "import os\nos.closerange(3, 256)\n",
    ),
    at_import(
        "no end of line",
        "sends a line without end",
        SOCKETS.format(do="[os.write(fd, b'x' * 65536) for _ in range(64)]"),
    ),
    at_import(
        "deep answer",
        "answers with lists 200,000 deep",
        SOCKETS.format(do="os.write(fd, b'[' * 200000 + b'\\n')"),
    ),
    at_import(
        "large number",
        "answers with a number of 100,000 digits",
        SOCKETS.format(do="os.write(fd, b'{\"value\": ' + b'9' * 100000 + b'}\\n')"),
    ),
    at_import(
        "no JSON",
        "answers with NaN and garbage",
        SOCKETS.format(do="os.write(fd, b'NaN\\n\\xff\\n')"),
    ),
    at_import(
        "listens along",
        "reads what the judge sends",
        SOCKETS.format(do="socket.socket(fileno=os.dup(fd)).recv(65536, socket.MSG_DONTWAIT)"),
    ),
)
