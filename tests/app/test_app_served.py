"""The app without a browser: who gets an answer, how many at once, and what is left of it."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psutil
import pytest
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tools.served_app import served_app
from tornado.web import HTTPError

from kkr_analysis.app import server

GARBAGE = {
    "a TLS greeting": bytes.fromhex("1603010200010001fc0303") + bytes(range(256)),
    "no request": bytes(range(256)) * 8,
    "a length that is none": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    "a header without end": b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000,
    "a path that is no UTF-8": b"GET /%ff%fe?token={token} HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "an argument that is no UTF-8": b"GET /?token=%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a cookie that is none": b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: \xff=\xfe\r\n\r\n",
    "an unknown method": b"FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "half a form": b"POST /login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n"
    b"Content-Type: multipart/form-data; boundary=x\r\n\r\n\xff\xfe\x00xx",
    "a template without a name": b"GET /voila/templates/x HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "no kernel": b"DELETE /api/kernels/00000000-0000-0000-0000-000000000000?token={token} HTTP/1.1\r\n"
    b"Host: localhost\r\n\r\n",
    "a socket to no kernel": b"GET /api/kernels/00000000-0000-0000-0000-000000000000/channels?token={token} "
    b"HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n\xff\xff\xff",
    "a logout": b"GET /logout HTTP/1.1\r\nHost: localhost\r\n\r\n",
}
"""Each ended in a traceback on the terminal, or is of the same kind."""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Served with room for one page, and ended by Ctrl-C; then no kernel is left, nor anything else."""
    with served_app(tmp_path_factory.mktemp("app"), most_kernels=1, end=signal.SIGINT) as app:
        yield app
        kernels = psutil.Process(app.pid).children(recursive=True)
    assert psutil.wait_procs(kernels, timeout=20)[1] == []


def answer(served, content: bytes) -> bytes:
    """Send bytes as they are, and return what is answered."""
    with socket.create_connection(("127.0.0.1", urlsplit(served.address).port), timeout=60) as connection:
        connection.sendall(content.replace(b"{token}", served.token.encode()))
        connection.settimeout(1)
        try:
            return b"".join(iter(lambda: connection.recv(65_536), b""))
        except OSError:  # nothing is answered, or the connection is cut
            return b""


@pytest.mark.parametrize("name", GARBAGE)
def test_garbage_leaves_the_app_standing_and_the_terminal_empty(served, name):
    answer(served, GARBAGE[name])
    assert answer(served, b"GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")


@pytest.mark.parametrize("path", ["/?token={token}", "/login", "/voila/static/voila.js"])
@pytest.mark.parametrize("host", ["kkr.example", "127.0.0.1.kkr.example", "10.0.0.1", "x.localhost"])
def test_another_name_for_this_computer_is_refused(served, host, path):
    """A page that lets its own name point at 127.0.0.1 would else be the same origin as the app."""
    said = answer(served, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 403 ")
    assert said.decode().endswith("Siden vises kun på denne computer. Åbn adressen fra terminalen.")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1", "127.0.0.2:80", "[::1]:8866"])
def test_its_own_names_are_answered(served, host):
    said = answer(served, f"GET /login HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    assert said.startswith(b"HTTP/1.1 200 ")


def page(app) -> tuple[int, str]:
    """Ask for the page as a browser does; the status and what is shown."""
    with closing(HTTPConnection(urlsplit(app.address).netloc, timeout=120)) as connection:
        connection.request("GET", f"/?token={app.token}")
        response = connection.getresponse()
        return response.status, response.read().decode()


def test_who_comes_when_there_is_no_room_is_asked_to_come_back(served):
    status, shown = page(served)
    assert (status, "Valgforbund" in shown) == (200, True)
    status, shown = page(served)
    assert (status, "<h1>Prøv igen om lidt</h1>" in shown) == (503, True)


def test_kernels_on_their_way_are_counted_too(monkeypatch):
    async def slowly(*_, **__):
        await asyncio.sleep(0.01)
        return "kernel"

    async def many():
        kernels = server.BoundedKernels()
        return await asyncio.gather(*(kernels.start_kernel() for _ in range(13)), return_exceptions=True)

    monkeypatch.setattr(AsyncMappingKernelManager, "start_kernel", slowly)
    started = asyncio.run(many())
    assert started[:10] == ["kernel"] * 10
    assert [each.status_code for each in started[10:] if isinstance(each, HTTPError)] == [503] * 3


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="no such signal there")
def test_nothing_is_left_where_the_terminal_is_closed(tmp_path):
    with served_app(tmp_path, end=signal.SIGHUP) as app:
        assert page(app)[0] == 200
        assert list(app.temporary.iterdir())
        kernels = psutil.Process(app.pid).children(recursive=True)
        assert kernels
    assert psutil.wait_procs(kernels, timeout=20)[1] == []
