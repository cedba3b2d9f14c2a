"""The output: old or new, whole, whatever happens; what did not change untouched; nothing foreign removed."""
# ruff: noqa: PTH208  (names of a folder are what is compared)

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import pickle
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from commun_orientation_ssg import write
from commun_orientation_ssg.write import MANIFEST, Mismatch, Output, OutputError, open_output, verify_folder

Files = list[tuple[str, bytes]]


def pages(word: str, count: int = 3) -> Files:
    """Return a small partner folder where every page but one holds `word`."""
    return [
        ("assets/page.js", b"same"),
        *((f"p/{number}/index.html", f"{word} {number}".encode()) for number in range(count)),
    ]


def publish(out: Path, name: str = "var", word: str = "one", count: int = 3) -> write.FolderReport:
    with open_output(out) as output:
        return output.write_folder(name, pages(word, count))


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but its manifest."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(params=["exchange", "two renames"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both kinds of system: with `renameat2`, and without."""
    if request.param == "two renames":
        monkeypatch.setattr(write, "exchange_folders", lambda one, other: False)
    return str(request.param)


# --- whole ----------------------------------------------------------------------------------------------------------


def test_a_first_build_makes_the_folder_with_a_manifest_of_every_file(tmp_path: Path) -> None:
    """The manifest names each file with its SHA-256; verifying finds nothing to say."""
    report = publish(tmp_path / "build")
    assert (report.files, report.written) == (5, 4)
    assert content(tmp_path / "build" / "var") == dict(pages("one"))
    assert verify_folder(tmp_path / "build" / "var") == []
    assert set(json.loads((tmp_path / "build/var" / MANIFEST).read_bytes())["files"]) == set(dict(pages("one")))


def test_a_second_build_replaces_the_folder_whole(tmp_path: Path, system: str) -> None:
    """Pages that are no longer made are gone, and nothing is left beside the output."""
    publish(tmp_path / "build", count=5)
    publish(tmp_path / "build", word="two", count=2)
    assert content(tmp_path / "build" / "var") == dict(pages("two", 2))
    assert os.listdir(tmp_path) == ["build"]


def test_what_did_not_change_keeps_its_inode_and_date(tmp_path: Path, system: str) -> None:
    """A web server or rsync sees as changed only what is."""
    publish(tmp_path / "build")
    before = (tmp_path / "build/var/assets/page.js").stat()
    report = publish(tmp_path / "build", word="two")
    after = (tmp_path / "build/var/assets/page.js").stat()
    assert report.written == 3
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_folder_where_nothing_changed_is_not_touched_at_all(tmp_path: Path) -> None:
    """Not even its own date or its manifest's."""
    publish(tmp_path / "build")
    before = {path: path.stat() for path in (tmp_path / "build").rglob("*")}
    assert publish(tmp_path / "build").written == 0
    after = {path: path.stat() for path in (tmp_path / "build").rglob("*")}
    assert {path: (info.st_ino, info.st_mtime_ns) for path, info in before.items() if path.name != "build"} == {
        path: (info.st_ino, info.st_mtime_ns) for path, info in after.items() if path.name != "build"
    }


def test_a_page_changed_by_hand_is_written_again(tmp_path: Path) -> None:
    """The bytes on disk decide, not what the manifest says of them."""
    publish(tmp_path / "build")
    (tmp_path / "build/var/p/1/index.html").write_bytes(b"xxx 1")
    assert publish(tmp_path / "build").written == 1
    assert verify_folder(tmp_path / "build/var") == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.EMLINK, errno.EXDEV])
def test_a_disk_without_hard_links_takes_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A USB key (FAT) refuses `link`, a file with too many links as well."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, "no link")

    publish(tmp_path / "build")
    monkeypatch.setattr(os, "link", refuse)
    publish(tmp_path / "build", word="two")
    assert content(tmp_path / "build/var") == dict(pages("two"))


def test_modes_are_the_same_under_any_umask(tmp_path: Path) -> None:
    """All that is in the output is public; a webmaster's 077 must not make a site that the web server cannot read."""
    before = os.umask(0o077)
    try:
        publish(tmp_path / "build")
        inside = os.umask(0o077)
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "build").rglob("*") if path.is_file()}
    assert (modes, inside) == ({0o644}, 0o077)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "build").rglob("*") if path.is_dir()} == {0o755}


# --- paths ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["../x", "a/../x", "/x", "a//x", "./x", ".x", "a/.x", "", "a/", "x\0", "a\\x", "manifest.json", "Manifest.JSON"],
)
def test_a_path_that_leaves_the_folder_or_hides_is_refused(tmp_path: Path, path: str) -> None:
    """A mistake of ours, never of content: nothing is published."""
    with open_output(tmp_path / "build") as output, pytest.raises(ValueError, match="path"):
        output.write_folder("var", [(path, b"")])
    assert not (tmp_path / "build/var").exists()


def test_two_paths_that_differ_by_case_only_are_refused(tmp_path: Path) -> None:
    """macOS and Windows would keep one of the two."""
    with open_output(tmp_path / "build") as output, pytest.raises(ValueError, match="twice"):
        output.write_folder("var", [("A/x.html", b"1"), ("a/x.html", b"2")])


# --- what is not ours -----------------------------------------------------------------------------------------------


def test_a_folder_of_someone_else_is_refused_and_kept(tmp_path: Path) -> None:
    """build/var made by hand: a message that names it, and the folder as it was."""
    publish(tmp_path / "build", "nord")
    (tmp_path / "build/var").mkdir()
    (tmp_path / "build/var/thesis.doc").write_text("years of work")
    with pytest.raises(OutputError, match="var exists"):
        publish(tmp_path / "build")
    assert (tmp_path / "build/var/thesis.doc").read_text() == "years of work"


@pytest.mark.parametrize("kind", ["file", "link", "dangling link"])
def test_a_file_or_link_at_the_folders_place_is_refused(tmp_path: Path, kind: str) -> None:
    """Even a link to a folder of ours: what is behind it is elsewhere."""
    publish(tmp_path / "build", "nord")
    if kind == "file":
        (tmp_path / "build/var").write_text("x")
    else:
        (tmp_path / "build/var").symlink_to(tmp_path / ("build/nord" if kind == "link" else "nowhere"))
    with pytest.raises(OutputError, match="var exists"):
        publish(tmp_path / "build")
    assert verify_folder(tmp_path / "build/nord") == []


@pytest.mark.parametrize("name", ["google1234.html", "p/7/note.txt", "new/deep/file", "link"])
def test_a_file_added_by_hand_to_our_folder_is_carried_over(tmp_path: Path, system: str, name: str) -> None:
    """A proof of ownership for a search engine, a .DS_Store: never deleted, and named by `verify`."""
    publish(tmp_path / "build", count=9)
    added = tmp_path / "build/var" / name
    added.parent.mkdir(parents=True, exist_ok=True)
    added.symlink_to("/etc/hostname") if name == "link" else added.write_text("mine")
    publish(tmp_path / "build", word="two", count=2)
    assert os.path.lexists(added)
    assert verify_folder(tmp_path / "build/var") == [Mismatch(name, "added")]
    assert os.listdir(tmp_path) == ["build"]


def test_an_output_with_other_files_is_refused(tmp_path: Path) -> None:
    """A web root that already has a site: nothing is written there."""
    (tmp_path / "html").mkdir()
    (tmp_path / "html/index.html").write_text("the town's site")
    with pytest.raises(OutputError, match="something else already"):
        publish(tmp_path / "html")
    assert os.listdir(tmp_path) == ["html"]


def test_an_output_that_is_a_link_or_a_file_is_refused(tmp_path: Path) -> None:
    """The message says what to give instead."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="symbolic link"):
        publish(tmp_path / "link")
    with pytest.raises(OutputError, match="not a folder"):
        publish(tmp_path / "file")


@pytest.mark.parametrize("out", ["", "partners", "partners/build", "content/new", "partners/var/assets/out", "link/x"])
def test_an_output_among_the_sources_is_refused(tmp_path: Path, out: str) -> None:
    """The project itself, a folder that is read, one inside it, and the same through a link."""
    for name in ("content", "partners"):
        (tmp_path / name).mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "partners")
    with (
        pytest.raises(OutputError, match="overlaps"),
        open_output(tmp_path / out, (tmp_path / "content", tmp_path / "partners")),
    ):
        raise AssertionError
    assert sorted(os.listdir(tmp_path)) == ["content", "link", "partners"]


def test_a_partner_that_is_no_more_is_removed_when_it_is_ours(tmp_path: Path) -> None:
    """Its files go; a file added to it by hand stays; a folder of someone else stays."""
    for name in ("var", "nord"):
        publish(tmp_path / "build", name)
    (tmp_path / "build/nord/mine.txt").write_text("mine")
    (tmp_path / "build/other").mkdir()
    with open_output(tmp_path / "build") as output:
        removed = [output.remove_folder(name) for name in ("var", "nord", "other", "absent")]
    assert removed == [True, True, False, False]
    assert not (tmp_path / "build/var").exists()
    assert content(tmp_path / "build/nord") == {"mine.txt": b"mine"}
    assert (tmp_path / "build/other").is_dir()


def test_a_manifest_that_names_files_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    """A manifest is read from the disk, hence never trusted for paths."""
    (tmp_path / "precious").write_text("x")
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir/precious").write_text("x")
    publish(tmp_path / "build")
    folder = tmp_path / "build/var"
    (folder / "out").symlink_to(tmp_path / "dir")
    manifest = json.loads((folder / MANIFEST).read_bytes())
    manifest["files"] |= {"../../precious": "0", str(tmp_path / "precious"): "0", "out/precious": "0"}
    (folder / MANIFEST).write_text(json.dumps(manifest))
    publish(tmp_path / "build", word="two")
    with open_output(tmp_path / "build") as output:
        output.remove_folder("var")
    assert (tmp_path / "precious").exists()
    assert (tmp_path / "dir/precious").exists()


# --- the top --------------------------------------------------------------------------------------------------------


def test_the_top_is_written_whole_and_forgets_what_is_no_longer_made(tmp_path: Path) -> None:
    """A sitemap of yesterday does not outlive the setting that made it; a file added by hand does."""
    publish(tmp_path / "build")
    with open_output(tmp_path / "build") as output:
        assert output.write_top({"index.html": b"1", "sitemap.xml": b"2"}) == 2
    (tmp_path / "build/CNAME").write_text("orientation.example")
    with open_output(tmp_path / "build") as output:
        assert output.write_top({"index.html": b"1"}) == 0
    assert sorted(os.listdir(tmp_path / "build")) == ["CNAME", "index.html", MANIFEST, "var"]
    assert verify_folder(tmp_path / "build") == [Mismatch("CNAME", "added")]


def test_a_top_file_made_by_hand_is_never_overwritten(tmp_path: Path) -> None:
    """Someone's own _headers: a message, and the file as it was."""
    publish(tmp_path / "build")
    (tmp_path / "build/_headers").write_text("mine")
    with open_output(tmp_path / "build") as output, pytest.raises(OutputError, match="_headers exists"):
        output.write_top({"_headers": b"ours"})
    assert (tmp_path / "build/_headers").read_text() == "mine"


def test_a_run_killed_within_the_top_knows_its_files_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are claimed in the manifest before the files are written."""
    replace = Output._replace

    def stop_after_index(self: Output, name: str, data: bytes) -> None:
        replace(self, name, data)
        if name == "index.html":
            raise KeyboardInterrupt

    monkeypatch.setattr(Output, "_replace", stop_after_index)
    with pytest.raises(KeyboardInterrupt), open_output(tmp_path / "build") as output:
        output.write_top({"index.html": b"1", "robots.txt": b"2"})
    monkeypatch.undo()
    with open_output(tmp_path / "build") as output:
        output.write_top({"index.html": b"1", "robots.txt": b"2"})
    assert verify_folder(tmp_path / "build") == []


def test_verifying_the_top_verifies_every_partner(tmp_path: Path) -> None:
    """One command tells the webmaster whether the copy of the whole site is whole."""
    for name in ("var", "nord", "toulon"):
        publish(tmp_path / "build", name)
    with open_output(tmp_path / "build") as output:
        output.write_top({"index.html": b"1"})
    assert verify_folder(tmp_path / "build") == []
    (tmp_path / "build/var/p/0/index.html").write_text("oops")
    (tmp_path / "build/nord/assets/page.js").unlink()
    (tmp_path / "build/toulon" / MANIFEST).unlink()
    found = verify_folder(tmp_path / "build")
    assert Mismatch("var/p/0/index.html", "changed") in found
    assert Mismatch("nord/assets/page.js", "missing") in found
    assert Mismatch(f"toulon/{MANIFEST}", "missing") in found


# --- previous -------------------------------------------------------------------------------------------------------


def test_a_folder_published_before_is_adopted_when_it_is_intact(tmp_path: Path) -> None:
    """On a clean machine a partner in error is kept from `--previous`, with what the top says of it."""
    with open_output(tmp_path / "old") as output:
        output.write_folder("var", pages("one"), {"name": "Var"})
    (tmp_path / "old/var/added.html").write_text("not ours")
    with open_output(tmp_path / "build") as output:
        assert output.adopt("var", tmp_path / "old/var")
        assert output.about("var") == {"name": "Var"}
    assert verify_folder(tmp_path / "build/var") == []
    assert content(tmp_path / "build/var") == dict(pages("one"))


@pytest.mark.parametrize("damage", ["changed", "missing", "link", "no manifest", "folder is a link", "absent"])
def test_a_damaged_or_foreign_folder_is_not_adopted(tmp_path: Path, damage: str) -> None:
    """What was published before is downloaded from somewhere: it is checked file by file."""
    publish(tmp_path / "old")
    page = tmp_path / "old/var/p/1/index.html"
    source = tmp_path / "old/var"
    if damage == "changed":
        page.write_text("<script>")
    elif damage in ("missing", "link"):
        data = page.read_bytes()
        page.unlink()
        (tmp_path / "same").write_bytes(data)
        if damage == "link":
            page.symlink_to(tmp_path / "same")
    elif damage == "no manifest":
        (source / MANIFEST).unlink()
    elif damage == "folder is a link":
        source = tmp_path / "link"
        source.symlink_to(tmp_path / "old/var")
    else:
        source = tmp_path / "nowhere"
    with open_output(tmp_path / "build") as output:
        assert not output.adopt("var", source)
    assert not (tmp_path / "build/var").exists()


# --- what the disk refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "plus de place"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "lecture seule"),
        (errno.EACCES, "droit d'écrire"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_folder_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    """In the middle of a partner: a message in words that names the file, the old folder served on."""
    publish(tmp_path / "build")
    left = [2]
    real = os.write

    def fills(handle: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(code, os.strerror(code))
        return real(handle, data)

    monkeypatch.setattr(os, "write", fills)
    with pytest.raises(OutputError) as caught:
        publish(tmp_path / "build", word="two")
    monkeypatch.undo()
    assert words in caught.value.fr
    assert "index.html" in caught.value.fr
    assert content(tmp_path / "build/var") == dict(pages("one"))
    assert os.listdir(tmp_path) == ["build"]


def test_a_real_full_disk_is_a_message(tmp_path: Path) -> None:
    """/dev/full stands for it: the kernel's own answer, through the same function."""
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    handle = os.open("/dev/full", os.O_WRONLY)
    try:
        with pytest.raises(OSError, match="No space") as caught:
            os.write(handle, b"x")
    finally:
        os.close(handle)
    assert "plus de place" in write._disk_error(caught.value).fr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_write_permission_is_a_message(tmp_path: Path) -> None:
    """A person's mistake of owner, not a traceback."""
    (tmp_path / "locked").mkdir(mode=0o555)
    with pytest.raises(OutputError, match="may not write"):
        publish(tmp_path / "locked" / "build")


def test_an_error_raised_in_another_process_comes_back_whole() -> None:
    """A full disk is met in a worker: the error crosses the pipe with both its sentences."""
    again = pickle.loads(pickle.dumps(OutputError("plein", "full")))
    assert (again.fr, again.en, str(again)) == ("plein", "full", "full")


def test_an_output_alone_on_its_disk_works_inside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mounted volume (Docker, a USB key): a rename cannot come from outside; nothing is left behind."""
    real = os.stat

    class Other:
        st_dev = -1

    monkeypatch.setattr(os, "stat", lambda path, **more: Other() if Path(path) == tmp_path else real(path, **more))
    with open_output(tmp_path / "build") as output:
        output.write_folder("var", pages("one"))
        assert output.work == tmp_path / "build/.commun"
        output.write_top({"index.html": b"1"})
    assert sorted(os.listdir(tmp_path / "build")) == ["index.html", MANIFEST, "var"]
    assert verify_folder(tmp_path / "build") == []


# --- one at a time --------------------------------------------------------------------------------------------------


def test_two_builds_at_once_are_told_apart(tmp_path: Path) -> None:
    """The second says so at once, and writes nothing; after the first has ended it may run."""
    with open_output(tmp_path / "build"), pytest.raises(OutputError, match="another build"):
        publish(tmp_path / "build")
    assert publish(tmp_path / "build").written == 4


def _build_often(out: Path, word: str, times: int) -> None:
    done = 0
    while done < times:
        try:
            publish(out, word=word, count=20)
            done += 1
        except OutputError as problem:
            if "another build" not in problem.en:
                raise
            time.sleep(random.random() / 500)


def test_many_builds_at_once_never_mix(tmp_path: Path) -> None:
    """Three processes fight over one output: each folder seen is one's or the other's, whole."""
    context = multiprocessing.get_context("spawn")
    builders = [
        context.Process(target=_build_often, args=(tmp_path / "build", word, 15)) for word in ("aa", "bb", "cc")
    ]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join(60)
    assert [builder.exitcode for builder in builders] == [0, 0, 0]
    assert verify_folder(tmp_path / "build/var") == []
    assert content(tmp_path / "build/var") in [dict(pages(word, 20)) for word in ("aa", "bb", "cc")]


def test_a_run_that_ends_between_two_looks_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its working folder stands in the way of ours, and is gone when we look at what stands there."""
    make, refused = os.mkdir, []

    def mkdir(path: str | Path, *arguments: int) -> None:
        if Path(path).name == ".build.commun" and not refused:
            refused.append(path)
            raise FileExistsError(errno.EEXIST, "File exists", str(path))
        make(path, *arguments)

    monkeypatch.setattr(os, "mkdir", mkdir)
    publish(tmp_path / "build", word="aa", count=2)
    assert refused
    assert content(tmp_path / "build/var") == dict(pages("aa", 2))


def test_a_file_where_the_work_goes_is_told(tmp_path: Path) -> None:
    """Whoever put it there: the folder cannot be made, and nothing is written."""
    (tmp_path / ".build.commun").write_text("not ours")
    with pytest.raises(OutputError):
        publish(tmp_path / "build", word="aa", count=2)
    assert (tmp_path / ".build.commun").read_text() == "not ours"


# --- killed ---------------------------------------------------------------------------------------------------------

_ENDLESS = """
import sys
from pathlib import Path
from commun_orientation_ssg import write
out, exchange = Path(sys.argv[1]), sys.argv[2]
if exchange == "no":
    write.exchange_folders = lambda one, other: False
print("ready", flush=True)
number = 0
while True:
    number += 1
    with write.open_output(out) as output:
        for name in ("var", "nord"):
            changing = ((f"p/{page}.html", b"%d" % number) for page in range(25))
            output.write_folder(name, [("a/same.txt", b"same"), *changing])
        if number % 5 == 0:
            output.remove_folder("nord")
        output.write_top({"index.html": b"%d" % number, "robots.txt": b"same"})
"""


def _one_generation(folder: Path) -> bool:
    files = content(folder)
    return len(files) == 26 and len({data for path, data in files.items() if path.startswith("p/")}) == 1


@pytest.mark.parametrize("exchange", ["yes", "no"])
def test_a_build_killed_anywhere_heals_to_old_or_new(tmp_path: Path, exchange: str) -> None:
    """SIGKILL at random moments, many times: after the next start every folder is one generation, whole."""
    out, dice = tmp_path / "build", random.Random(exchange)
    for _ in range(25):
        builder = subprocess.Popen([sys.executable, "-c", _ENDLESS, str(out), exchange], stdout=subprocess.PIPE)
        assert builder.stdout is not None
        with builder.stdout:
            builder.stdout.readline()
            time.sleep(dice.random() * 0.06)
            builder.send_signal(signal.SIGKILL)
        builder.wait()
        with open_output(out) as output:
            assert all(verify_folder(out / name) == [] and _one_generation(out / name) for name in output.folders())
        assert (out / "var").is_dir() or not (out / "nord").is_dir()
        assert os.listdir(tmp_path) == ["build"]


def _dies(function: Callable[[], object], stop_at: int) -> bool:
    """Run `function` in a process that ends, without a word, at its `stop_at`-th call to the disk; tell if it did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    count = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **more: object) -> object:
            nonlocal count
            count += 1
            if count == stop_at:
                os._exit(9)
            return real(*args, **more)

        return call

    for name in ("rename", "replace", "mkdir", "rmdir", "unlink", "link", "open", "write"):
        setattr(os, name, counted(getattr(os, name)))
    function()
    os._exit(0)


@pytest.mark.parametrize("change", ["replace", "remove"])
def test_every_single_step_of_an_exchange_may_be_the_last(tmp_path: Path, system: str, change: str) -> None:
    """Each call that changes the disk in turn is the one where the process dies, a file added by hand included."""

    def step(out: Path) -> None:
        with open_output(out) as output:
            if change == "replace":
                output.write_folder("var", pages("two", 2))
            else:
                output.remove_folder("var")

    for stop_at in range(1, 200):
        out = tmp_path / str(stop_at) / "build"
        publish(out)
        (out / "var/p/1/mine.txt").write_text("mine")
        died = _dies(partial(step, out), stop_at)
        with open_output(out):
            pass
        found = content(out / "var")
        assert found.pop("p/1/mine.txt") == b"mine"
        assert found in (
            [dict(pages("one")), dict(pages("two", 2))] if change == "replace" else [dict(pages("one")), {}]
        )
        assert os.listdir(out.parent) == ["build"]
        if not died:
            return
    raise AssertionError("the exchange never ended")


# --- verify ---------------------------------------------------------------------------------------------------------


def test_verify_names_what_is_missing_changed_and_added(tmp_path: Path) -> None:
    """Three kinds, in a stable order: what is wrong first."""
    publish(tmp_path / "build")
    folder = tmp_path / "build/var"
    (folder / "p/0/index.html").unlink()
    (folder / "p/1/index.html").write_text("oops")
    (folder / "extra.html").write_text("x")
    assert verify_folder(folder) == [
        Mismatch("p/0/index.html", "missing"), Mismatch("p/1/index.html", "changed"), Mismatch("extra.html", "added"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{", '{"generator": "other", "files": {}}', '{"generator": "commun-orientation-ssg"}', "[" * 99999],
)
def test_a_folder_without_a_manifest_of_ours_is_said_so(tmp_path: Path, text: str) -> None:
    """Any bytes there are a message, never a traceback."""
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(OutputError, match="not made by this tool"):
        verify_folder(tmp_path)


@pytest.fixture(autouse=True)
def _umask_comes_back() -> Iterator[None]:
    before = os.umask(0o022)
    os.umask(before)
    yield
    after = os.umask(before)
    assert after == before
