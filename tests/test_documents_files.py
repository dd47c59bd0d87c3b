"""Files, folders and encodings, by way of the command line."""

import bz2
import gzip
import json
import lzma
import subprocess
import sys

import pytest
from click.testing import CliRunner

from tests.documents import NAMES
from translit import DocumentError
from translit.cli.main import cli
from translit.documents.base import Options
from translit.documents.document import Document
from translit.documents.files import find_files


def run(*args, stdin=None):
    return CliRunner().invoke(cli, [str(a) for a in args], input=stdin)


UKRAINIAN = "Місто Херсон розташоване на півдні країни, а Харків на сході. У листопаді міста знову мали світло й воду, писали газети. Cherson, schrieb sie.\r\n" * 2


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-8"])
def test_the_output_is_in_the_encoding_of_the_input(tmp_path, codec):
    (tmp_path / "a.txt").write_bytes("Cherson\r\nфы".encode(codec))
    result = run("normalize", "-q", tmp_path / "a.txt")
    assert result.stdout_bytes == "Kherson\r\nфы".encode(codec)
    assert run("normalize", "-q", "-", stdin="Cherson ф".encode(codec)).stdout_bytes == "Kherson ф".encode(codec)


def test_a_named_encoding(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Ах, Cherson".encode("koi8-r"))
    assert run("normalize", "-q", "-w", "--encoding", "koi8-r", path).exit_code == 0
    assert path.read_bytes() == "Ах, Kherson".encode("koi8-r")
    result = run("normalize", "--encoding", "koi8x", path)
    assert (result.exit_code, "did you mean 'koi8-" in result.stderr) == (2, True)


@pytest.mark.parametrize("codec", ["cp1251", "utf-8", "utf-16"])
def test_a_guessed_encoding(tmp_path, codec):
    pytest.importorskip("charset_normalizer")
    path = tmp_path / "a.txt"
    path.write_bytes(UKRAINIAN.encode(codec))
    assert run("normalize", "-q", "-w", "--encoding", "auto", path).exit_code == 0
    assert path.read_bytes() == UKRAINIAN.replace("Cherson", "Kherson").replace("Херсон", "Kherson").replace("Харків", "Kharkiv").encode(codec)


def test_too_little_to_guess_from(tmp_path):
    pytest.importorskip("charset_normalizer")
    (tmp_path / "a.txt").write_bytes("Херсон в Cherson".encode("cp1251"))
    result = run("normalize", "--encoding", "auto", tmp_path / "a.txt")
    assert result.exit_code == 2
    assert "the encoding can't be guessed (only 7 bytes that would tell)" in result.stderr


def _zstd(data):
    return pytest.importorskip("backports.zstd" if sys.version_info < (3, 14) else "compression.zstd").compress(data)


@pytest.mark.parametrize(("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", _zstd)])
def test_compressed_text(tmp_path, suffix, pack):
    path = tmp_path / f"a.csv{suffix}"
    path.write_bytes(pack(b"id,name\n1,Cherson\n"))
    assert run("normalize", "-q", path).stdout == "id,name\n1,Kherson\n"
    assert run("normalize", "-q", "-w", path).exit_code == 0
    assert run("normalize", "-q", path).stdout == "id,name\n1,Kherson\n"
    again = path.read_bytes()
    assert run("normalize", "-q", "-w", path).exit_code == 0
    assert path.read_bytes() == again
    path.write_bytes(again[:-6])
    result = run("normalize", "-q", "-w", path)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "not a whole" in result.stderr


@pytest.mark.parametrize("kept", [0, 1 << 17, 1 << 26])
def test_compressed_text_that_is_not_kept(tmp_path, monkeypatch, kept):
    monkeypatch.setattr("translit.documents.storage.KEPT", kept)
    text = "".join(f"{i} Cherson and more\n" for i in range(20_000))
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(text.encode()))
    assert run("normalize", "-q", tmp_path / "a.txt.gz").stdout == text.replace("Cherson", "Kherson")
    run("normalize", "-q", "-o", tmp_path / "out", tmp_path / "a.txt.gz")
    packed = (tmp_path / "out" / "a.txt.gz").read_bytes()
    assert gzip.decompress(packed).decode() == text.replace("Cherson", "Kherson")
    assert packed[3:9] == bytes(6)  # neither name nor time


def test_several_members_of_a_gzip_file(tmp_path):
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"Cher") + gzip.compress(b"son"))
    run("normalize", "-q", "-w", path)
    assert gzip.decompress(path.read_bytes()) == b"Kherson"


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "in"
    for name, text in {"a.txt": "Cherson", "sub/b.md": "`Cherson` Cherson\n", "sub/c.csv": "id,name\nCherson,Charkiw\n", ".hidden.txt": "Cherson", ".git2/x.txt": "Cherson", "build/x.txt": "Cherson", "x.py": "Cherson"}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    (root / "y.png").write_bytes(b"\x89PNG\0Cherson")
    return root


def test_a_folder(folder):
    result = run("normalize", "-w", folder)
    assert result.exit_code == 0
    assert "skipped 2 files: of no known format (1 .png, 1 .py)" in result.stderr
    assert "by name:\n    4 × Kherson in 4 files\n    1 × Kharkiv in 1 file\n5 edits in 4 files\n" in result.stderr.replace("Charkiw → Kharkiv", "")
    assert (folder / "sub/b.md").read_text() == "`Cherson` Kherson\n"
    assert (folder / ".hidden.txt").read_text() == "Cherson"
    assert (folder / "y.png").read_bytes() == b"\x89PNG\0Cherson"


def test_a_folder_under_git_leaves_out_what_git_ignores(folder):
    subprocess.run(["git", "init", "-q", folder], check=True)
    (folder / ".gitignore").write_text("build/\n*.md\n!b.md\n/sub/c*\n")
    found = find_files([folder], Options())
    assert [str(p.relative_to(folder)) for p, _ in found.files] == ["a.txt", "sub/b.md"]
    assert [p.name for p, _ in find_files([folder / "build" / "x.txt"], Options()).files] == ["x.txt"]


def test_git_runs_no_program_that_a_repository_names(folder):
    subprocess.run(["git", "init", "-q", folder], check=True)
    subprocess.run(["git", "-C", folder, "config", "core.fsmonitor", f"touch {folder}/ran"], check=True)
    assert find_files([folder], Options()).files
    assert not (folder / "ran").exists()


def test_patterns_and_repeated_paths(folder):
    found = find_files([folder / "**" / "*.md", folder / "a.txt", folder / "a.txt"], Options())
    assert [p.name for p, _ in found.files] == ["b.md", "a.txt"]
    with pytest.raises(DocumentError, match="no such file"):
        find_files([folder / "*.doc"], Options())


def test_binary_files_are_skipped_with_a_note(folder):
    result = run("check", folder / "y.png", folder / "x.py")
    assert result.exit_code == 1
    assert f"skipped {folder / 'y.png'}: binary, of no known format\n" in result.stderr
    assert "x.py:1:1: Cherson -> Kherson" in result.stdout


def test_options_that_choose_pass_other_formats_over(folder):
    result = run("normalize", "-w", "--column", "name", folder)
    assert (folder / "sub/c.csv").read_text() == "id,name\nCherson,Kharkiv\n"
    assert (folder / "a.txt").read_text() == "Cherson"
    assert "skipped 3 files: --column doesn't apply" in result.stderr


@pytest.mark.parametrize("args", [["normalize", "-w"], ["normalize", "--diff"], ["normalize", "--json"], ["check"]])
def test_jobs_give_the_same(folder, tmp_path, args):
    for i in range(9):
        (folder / f"f{i}.txt").write_text(f"Kirill Stremouzov {i}. Stremoussov, Charkiw\n" * i, encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"\xff")
    script = "import sys; from translit.cli.main import main; main()"

    def outcome(jobs):
        copy = tmp_path / jobs
        subprocess.run(["cp", "-r", folder, copy], check=True)
        done = subprocess.run([sys.executable, "-c", script, *args, "--jobs", jobs, "."], cwd=copy, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr, {str(p.relative_to(copy)): p.read_bytes() for p in copy.rglob("*") if p.is_file()}

    one, two = outcome("1"), outcome("2")
    assert one == two
    assert one[0] == 2
    assert "translit: bad.txt: not UTF-8 at byte 0" in one[2]


def test_one_bad_file_spoils_no_other(folder):
    (folder / "aa.json").write_text("{", encoding="utf-8")
    result = run("normalize", "-w", folder)
    assert result.exit_code == 2
    assert "translit: " in result.stderr
    assert "aa.json:1: not JSON" in result.stderr
    assert (folder / "sub/b.md").read_text() == "`Cherson` Kherson\n"


def test_a_read_only_target_stays(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Cherson")
    path.chmod(0o444)
    result = run("normalize", "-w", path)
    assert (result.exit_code, result.stderr) == (2, f"translit: {path}: can't be written: it is read-only\n")
    assert path.read_text() == "Cherson"


def test_a_symbolic_link_stays_one(tmp_path):
    (tmp_path / "a.txt").write_text("Cherson")
    (tmp_path / "b.txt").symlink_to("a.txt")
    run("normalize", "-w", tmp_path / "b.txt")
    assert (tmp_path / "b.txt").is_symlink()
    assert (tmp_path / "a.txt").read_text() == "Kherson"


def test_standard_input_in_a_format():
    assert run("normalize", "-q", "--input-format", "json", "-", stdin='{"Cherson": "Cherson"}').stdout == '{"Cherson": "Kherson"}'
    assert run("check", "--input-format", "csv", "--column", "b", "-", stdin="a,b\nCherson,Charkiw\n").stdout.startswith("<stdin>:2:9: Charkiw -> Kharkiv")
    assert run("normalize", "--input-format", "docx", "-", stdin="x").exit_code == 2


def test_office_files_do_not_go_to_standard_output(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"x")
    result = run("normalize", tmp_path / "a.docx")
    assert result.exit_code == 2
    assert "docx files don't go to standard output" in result.stderr


WRONG = [
    (["normalize", "-w", "--column", "a", "--out-column", "b", "--out-column", "c", "x.csv"], "one --out-column for each --column"),
    (["normalize", "--jobs", "2", "x.csv"], "--jobs is for"),
    (["normalize", "--input-format", "doc", "x.csv"], "is not one of"),
    (["check", "--field", "a", "x.csv"], "--field can't be used with csv files"),
]


@pytest.mark.parametrize(("args", "message"), WRONG)
def test_wrong_usage(tmp_path, monkeypatch, args, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.csv").write_text("a\nCherson\n")
    result = run(*args)
    assert result.exit_code == 2
    assert message in result.stderr


def test_json_names_the_part(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\nx,Cherson\n")
    row = json.loads(run("normalize", "--json", tmp_path / "a.csv").stdout)
    assert [(e["line"], e["column"], e["start"]) for e in row["edits"]] == [(2, 3, 6)]


def pdf(text):
    """The smallest PDF of one line."""
    body = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(body), body),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for i, item in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (i, item)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)


def test_pdf_is_read_and_never_written(tmp_path):
    pytest.importorskip("pypdf")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf("In Cherson"))
    assert run("check", path).stdout.startswith(f"{path}!page 1:1:4: Cherson -> Kherson")
    assert json.loads(run("normalize", "--json", path).stdout)["edits"][0]["part"] == "page 1"
    result = run("normalize", "-w", path)
    assert result.exit_code == 2
    assert "pdf files are read, never written" in result.stderr
    assert path.read_bytes() == pdf("In Cherson")
    assert "read, never written" in run("normalize", "-w", tmp_path).stderr
    path.write_bytes(b"%PDF-1.4 broken")
    assert run("check", path).exit_code == 2


TEXTS = [("a.md", "`x` **Cher**son\n", ["`x` Cherson\n"]), ("a.csv", 'a,"b ""c"""\n', ["a", 'b "c"']), ("a.html", "<p>a&amp;b<p>c", ["a&b", "c"]), ("a.json", '{"k": ["v\\n"]}', ["v\n"])]  # fmt: skip


@pytest.mark.parametrize(("name", "source", "wanted"), TEXTS)
def test_the_texts_of_a_file(tmp_path, name, source, wanted):
    (tmp_path / name).write_text(source, encoding="utf-8")
    assert list(Document(tmp_path / name, Options()).texts()) == wanted


def test_memory_of_long_tables_is_bounded(tmp_path):
    """Pieces are handed on as they are read, whatever the file's size."""
    path = tmp_path / "a.csv"
    path.write_text("id,name\n" + f"1,Cherson {'and nothing else ' * 8}\n" * 16_000, encoding="utf-8")
    sizes = [len(p.result.source) for p in Document(path, Options()).parts(NAMES)]
    assert sum(sizes) == path.stat().st_size
    assert max(sizes) < (1 << 20) + 100  # a piece and the record that was cut
