"""Paths from tables, bytes from files."""

import gzip
import os

import pytest

from discourse.errors import CorpusError
from discourse.files import explained, gunzip, read_bytes, safe_path, sha256_of


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "corpus" / "texts").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return tmp_path / "corpus"


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../secret.txt", "texts/../../secret.txt", "C:\\x.txt", "C:x.txt", "c:/x.txt", "\\\\host\\x",
     "..\\secret.txt", "https://example.org/x.txt", "file:///etc/passwd", "~/x.txt", "a\0b", "..", "texts/.."],
)  # fmt: skip
def test_a_path_that_could_lead_outside_is_refused(folder, path):
    with pytest.raises(CorpusError, match="file "):
        safe_path(folder, path)


@pytest.mark.parametrize("name", ["a b.txt", "習近平.txt", "🙂.txt", "new\nline.txt", "e\u0301.txt", "..a.txt"])
def test_an_odd_file_name_is_kept(folder, name):
    (folder / name).write_text("x", encoding="utf-8")
    assert safe_path(folder, name) == folder / name


def test_a_composed_name_finds_the_decomposed_file(folder):
    (folder / "caf\u00e9.txt").write_text("x", encoding="utf-8")
    assert safe_path(folder, "cafe\u0301.txt").is_file()


def test_a_link_inside_the_folder_is_followed(folder):
    (folder / "a.txt").write_text("x", encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    assert safe_path(folder, "b.txt").read_text(encoding="utf-8") == "x"


def test_a_link_that_leaves_the_folder_is_refused(folder):
    (folder / "a.txt").symlink_to(folder.parent / "secret.txt")
    with pytest.raises(CorpusError, match="leaves the folder"):
        safe_path(folder, "a.txt")


def test_a_linked_folder_that_leaves_is_refused(folder):
    (folder / "out").symlink_to(folder.parent)
    with pytest.raises(CorpusError, match="leaves the folder"):
        safe_path(folder, "out/secret.txt")


def test_a_dangling_link_that_leaves_is_refused(folder):
    (folder / "a.txt").symlink_to(folder.parent / "nothing.txt")
    with pytest.raises(CorpusError, match="leaves the folder"):
        safe_path(folder, "a.txt")


def test_a_link_loop_is_survived(folder):
    (folder / "a.txt").symlink_to(folder / "b.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    with pytest.raises(CorpusError, match="links that lead back"):
        safe_path(folder, "a.txt")


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(folder):
    os.mkfifo(folder / "a.txt")
    with pytest.raises(CorpusError, match="pipe, socket or device"):
        safe_path(folder, "a.txt")
    with pytest.raises(CorpusError, match="pipe, socket or device"):
        read_bytes(folder / "a.txt")


def test_a_device_is_refused():
    with pytest.raises(CorpusError, match="pipe, socket or device"):
        read_bytes("/dev/zero")


def test_a_folder_is_no_file(folder):
    with pytest.raises(CorpusError, match="is a folder"):
        read_bytes(folder)


@pytest.mark.parametrize("path", ["a\0b", None, 3.5, "x" * 5000])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(CorpusError):
        read_bytes(path)


def test_a_file_of_exactly_the_limit_is_read(folder):
    (folder / "a.txt").write_bytes(b"12345")
    assert read_bytes(folder / "a.txt", max_bytes=5) == b"12345"
    with pytest.raises(CorpusError, match="larger than the limit of 4 bytes"):
        read_bytes(folder / "a.txt", max_bytes=4)


def test_the_checksum_is_that_of_sha256sum(folder):
    (folder / "a.txt").write_bytes(b"abc")  # FIPS 180-2, appendix B.1
    assert sha256_of(folder / "a.txt") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_gzip_members_are_joined_as_gzip_does():
    assert gunzip(gzip.compress(b"a") + gzip.compress(b"b")) == b"ab"


def test_a_bomb_is_not_unpacked():
    with pytest.raises(CorpusError, match="unpacks to more than"):
        gunzip(gzip.compress(bytes(50_000_000)))


def test_a_system_without_a_folder_for_temporary_files_is_told_what_to_set():
    error = FileNotFoundError(2, "No usable temporary directory found in ['/tmp', '/var/tmp']")  # as python says it
    said = str(explained(error, "output"))
    assert said == "no folder for temporary files can be written to. Name one: TMPDIR=/some/folder."
