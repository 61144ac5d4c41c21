"""The port that a server of ours listens on."""

import errno
import socket


class PortIsTaken(Exception):
    """Another program listens there already. Its text says so in one line."""


def listening_on(host: str, port: int, *, shared: bool = False) -> socket.socket:
    """A socket bound to the port; with `shared`, several processes of ours may have the same.

    Raises:
        PortIsTaken: found out before anything else was started.
    """
    listening = socket.socket()
    # So that the port can be had again at once after an end.
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise PortIsTaken(
                f"Port {port} is taken by another program. Choose another, such as PORT={port + 1}"
            ) from error
        raise PortIsTaken(f"Cannot listen on {host}:{port}: {error.strerror}") from error
    return listening
