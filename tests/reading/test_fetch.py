"""Downloads are held to public addresses and to limits; tried against a server on this computer alone."""

import gzip
import shutil
import socket
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from discourse.errors import CorpusError, DiscourseError
from discourse.reading.addresses import is_public, resolve
from discourse.reading.fetch import Limits, download

CHECKOUT = Path(__file__).resolve().parents[2]
PAGE = b"<html><body><p>The river needs two banks.</p></body></html>"


class _Handler(BaseHTTPRequestHandler):
    """Answers that a friendly, a careless and a hostile server would give."""

    def do_GET(self):
        getattr(self, "_" + self.path.strip("/").split("?")[0].split("/")[0])()

    def _send(self, data, *, status=200, **headers):
        self.send_response(status)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        usual = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        for name, value in (usual | given).items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _page(self):
        self._send(PAGE)

    def _agent(self):
        self._send(self.headers["User-Agent"].encode())

    def _missing(self):
        self._send(b"gone", status=404)

    def _once(self):
        self._send(b"", status=302, Location="/page")

    def _round(self):
        self._send(b"", status=302, Location="/round")

    def _inside(self):
        self._send(b"", status=302, Location="http://10.0.0.1/secret")

    def _file(self):
        self._send(b"", status=302, Location="file:///etc/passwd")

    def _nowhere(self):
        self._send(b"", status=302)

    def _picture(self):
        self._send(b"GIF89a", Content_Type="image/gif")

    def _packed(self):
        self._send(gzip.compress(PAGE), Content_Encoding="gzip")

    def _bomb(self):
        self._send(gzip.compress(b"0" * 30_000_000), Content_Encoding="gzip")

    def _brotli(self):
        self._send(PAGE, Content_Encoding="br")

    def _large(self):
        self._send(b"x" * 5000)

    def _endless(self):
        self._send(b"x" * 5000, Content_Length=None)

    def _announced(self):
        self._send(b"x", Content_Length=str(10**12))

    def _short(self):
        self._send(b"half", Content_Length="5000")
        self.close_connection = True

    def _slow(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def _drip(self):
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 100:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.05)

    def _garbage(self):
        self.wfile.write(b"\x00\xffnot http at all\r\n\r\n")

    def log_message(self, *_):
        """Keep quiet."""

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # the client hung up, as it should


@pytest.fixture(scope="module")
def server():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


HERE = Limits(loopback=True, seconds=5)


def test_a_page_comes_with_its_type_and_encoding(server):
    assert download(f"{server}/page", limits=HERE) == (f"{server}/page", PAGE, "text/html", "utf-8")


def test_the_server_learns_who_asks(server):
    assert download(f"{server}/agent", limits=HERE).data.startswith(b"discourse/")


def test_a_redirect_is_followed_to_where_the_page_is(server):
    assert download(f"{server}/once", limits=HERE).url == f"{server}/page"


def test_a_packed_page_is_unpacked(server):
    assert download(f"{server}/packed", limits=HERE).data == PAGE


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing", "answers 404"),
        ("round", "more than 5 redirects"),
        ("inside", "10.0.0.1 is not a public address"),
        ("file", "not on the web"),
        ("nowhere", "the address is empty"),
        ("picture", "sends image/gif"),
        ("bomb", "unpacks to more than"),
        ("brotli", "packs the page as br"),
        ("announced", "sends more than"),
        ("short", "stopped after 4 of 5,000 bytes"),
        ("garbage", "no page from 127.0.0.1"),
    ],
)
def test_an_answer_that_is_no_page_is_refused_with_its_reason(server, path, said):
    with pytest.raises(CorpusError, match=said):
        download(f"{server}/{path}", limits=HERE)


@pytest.mark.parametrize("path", ["large", "endless"])
def test_no_more_is_read_than_the_limit_allows(server, path):
    with pytest.raises(CorpusError, match="more than 1,000 bytes"):
        download(f"{server}/{path}", limits=Limits(loopback=True, max_bytes=1000))


@pytest.mark.parametrize("path", ["slow", "drip"])
def test_a_server_that_drips_is_left_at_the_deadline(server, path):
    begun = time.monotonic()
    with pytest.raises(CorpusError, match="longer than the limit"):
        download(f"{server}/{path}", limits=Limits(loopback=True, seconds=0.4))
    assert time.monotonic() - begun < 3


def test_a_closed_port_is_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(CorpusError, match="refuses the connection"):
            download(f"http://127.0.0.1:{taken.getsockname()[1]}/", limits=HERE)


def test_this_computer_is_refused_without_the_switch(server, monkeypatch):
    monkeypatch.delenv("DISCOURSE_FETCH_LOOPBACK", raising=False)
    with pytest.raises(CorpusError, match=r"not a public address|names the port"):
        download(f"{server}/page")


def test_the_switch_in_the_environment_opens_this_computer_for_tests(server, monkeypatch):
    monkeypatch.setenv("DISCOURSE_FETCH_LOOPBACK", "1")
    assert download(f"{server}/page").data == PAGE


@pytest.mark.parametrize(
    "url",
    ["", " ", "ftp://example.org/a", "javascript:alert(1)", "http://", "http://user:pw@127.0.0.1/", "//host/path",
     "http://[::1", "http://127.0.0.1:99999/", "http://exa mple.org/", "http://127.0.0.1/\r\nHost: x", "http://localhost/",
     "http://0/", "http://2130706433/", "http://[::ffff:127.0.0.1]/", "http://" + "a" * 3000, "data:text/html,x",
     "http://..../", "http://\ud800/"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_public_is_refused_in_one_line(url):
    with pytest.raises(DiscourseError) as error:
        resolve(url)
    assert "\n" not in str(error.value)


def test_https_never_becomes_http():
    with pytest.raises(CorpusError, match="from https to plain http"):
        resolve("http://127.0.0.1/", base="https://127.0.0.1/", loopback=True)


@pytest.mark.parametrize(
    ("number", "public"),
    [("1.1.1.1", True), ("2606:4700::1111", True), ("172.16.0.1", False), ("192.168.1.1", False), ("100.64.0.1", False),
     ("169.254.169.254", False), ("224.0.0.1", False), ("0.0.0.0", False), ("fe80::1%eth0", False), ("fc00::1", False),
     ("::ffff:10.0.0.1", False), ("2002:a00:1::", False), ("64:ff9b::7f00:1", False), ("text", False),
     ("fec0::1", False), ("3fff::1", False), ("2001:db8::1", False), ("::127.0.0.1", False)],
)  # fmt: skip
def test_only_the_public_internet_is_public(number, public):
    assert is_public(number) is public

@pytest.mark.skipif(shutil.which("git") is None or not (CHECKOUT / ".git").exists(), reason="not in a git checkout")
@pytest.mark.parametrize(
    ("name", "ignored"),
    [("us-2022-11-14-readout.txt", True), ("us-2022-11-14-readout.fetched.txt", True), ("fetched.csv", True),
     ("cn-2022-11-15-g20.raw.txt", True), ("mac-2022-g20.txt", False)],
)  # fmt: skip
def test_nothing_fetched_is_committed_by_accident(name, ignored):
    command = ["git", "-C", str(CHECKOUT), "check-ignore", "--no-index", "-q", f"corpus/texts/{name}"]
    assert subprocess.run(command).returncode == (0 if ignored else 1)
