from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from voting.tools import board as boards
from voting.tools.board import AddressBoard, FolderBoard, board_at, read_document
from voting.tools.refusal import Refused


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        octets = self.server.files.get(self.path)
        self.send_response(200 if octets is not None else self.server.missing)
        self.send_header("Content-Length", str(len(octets or b"") + self.server.short_by))
        self.end_headers()
        self.wfile.write(octets or b"")

    def do_PUT(self):
        octets = self.rfile.read(int(self.headers["Content-Length"]))
        there = self.path in self.server.files
        assert self.headers["If-None-Match"] == "*"
        # Kept before it is answered: who was answered may ask for it at once.
        if not there and not self.server.refuse:
            self.server.files[self.path] = octets
        self.send_response(self.server.refuse or (412 if there else 201))
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def served():
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.files, server.missing, server.refuse, server.short_by = {}, 404, 0, 0
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def server():
    with served() as server:
        yield server


@pytest.fixture(params=["folder", "address"])
def board(request, tmp_path, server):
    if request.param == "folder":
        return board_at(str(tmp_path))
    return board_at(f"http://127.0.0.1:{server.server_port}/votes/1")


def reason(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.reason


def test_a_file_is_laid_out_once(board):
    assert read_document(board, "keys-1.json") is None
    board.put("keys-1.json", b"one")
    board.put("keys-1.json", b"one")

    assert read_document(board, "keys-1.json") == b"one"
    assert reason(lambda: board.put("keys-1.json", b"two")) == "taken"
    assert reason(lambda: board.put("keys-1.json", b"one and more")) == "taken"


def test_a_large_document_is_refused(board, monkeypatch):
    monkeypatch.setattr(boards, "LARGEST_DOCUMENT", 3)
    board.put("a", b"four")
    assert reason(lambda: read_document(board, "a")) == "too_large"


def test_a_large_file_is_refused_while_it_comes(server, monkeypatch):
    board = AddressBoard(f"http://127.0.0.1:{server.server_port}")
    server.files["/a"] = b"four"
    monkeypatch.setattr(boards, "LARGEST_FILE", 3)
    assert reason(lambda: board.open("a")) == "too_large"


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert reason(lambda: board_at(str(tmp_path / "missing"))) == "no_folder"
    (tmp_path / "keys-1.json").mkdir()
    assert reason(lambda: FolderBoard(tmp_path).open("keys-1.json")) == "unreachable"


def test_a_folder_in_which_nothing_can_be_written_is_refused(tmp_path):
    board = FolderBoard(tmp_path)
    assert reason(lambda: board.put("no/such/folder", b"")) == "unreachable"


def test_an_address_that_fails_is_refused(server):
    board = AddressBoard(f"http://127.0.0.1:{server.server_port}")
    server.missing, server.refuse = 500, 403
    assert reason(lambda: board.open("a")) == "unreachable"
    assert reason(lambda: board.put("a", b"")) == "unreachable"
    # Taken, it says, and then nothing is there.
    server.missing, server.refuse = 410, 409
    assert reason(lambda: board.put("a", b"")) == "taken"


def test_an_answer_that_is_cut_short_is_refused(server):
    board = AddressBoard(f"http://127.0.0.1:{server.server_port}")
    server.files["/a"], server.short_by = b"half", 4
    assert reason(lambda: board.open("a")) == "unreachable"


def test_an_address_where_nobody_answers_is_refused():
    with served() as server:
        board = AddressBoard(f"http://127.0.0.1:{server.server_port}")
    assert reason(lambda: board.open("a")) == "unreachable"
    assert reason(lambda: board.put("a", b"")) == "unreachable"
