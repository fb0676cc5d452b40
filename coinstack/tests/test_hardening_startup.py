"""Connections that fall silent let go of the web server."""

import socket
import struct

from coinstack.startup import STALLED_SECONDS, TIMEVAL, listen


def test_connection_that_falls_silent_is_given_up() -> None:
    """The web server reads a request from a socket that blocks; the limit of the listener must hold for it."""
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        taken, _ = listener.accept()
        with taken:
            taken.setblocking(True)
            kept = taken.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.calcsize(TIMEVAL))
    assert struct.unpack(TIMEVAL, kept) == (STALLED_SECONDS, 0)
