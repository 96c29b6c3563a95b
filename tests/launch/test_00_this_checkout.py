"""The tests test this checkout, and the network guard guards."""

import socket
from pathlib import Path

import pytest

import kit


def test_kit_is_this_checkouts() -> None:
    assert kit.__file__ is not None
    assert Path(kit.__file__).resolve().parents[1] == Path(__file__).resolve().parents[2]


def test_connecting_anywhere_is_refused() -> None:
    with socket.socket() as one, pytest.raises(RuntimeError, match="no network in tests"):
        one.connect(("127.0.0.1", 9))


@pytest.mark.launch
def test_a_launch_test_may_use_loopback_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
    with socket.socket() as one, pytest.raises(RuntimeError, match="no network in tests"):
        one.connect(("192.0.2.1", 9))
