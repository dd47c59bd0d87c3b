"""Office files: what changes in their parts, what is copied byte for byte, and that LibreOffice opens what was written."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import EMPTY, NAMES, parts, rewritten
from translit import DocumentError
from translit.documents.archive import Archive
from translit.documents.base import Options
from translit.documents.document import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'


def packed(members, *, streamed=False, comment=b""):
    """A zip file; the first member is stored, the others are deflated. A streamed one has its sizes after the data."""
    raw = io.BytesIO()
    target = raw
    if streamed:

        class Pipe(io.RawIOBase):
            def writable(self):
                return True

            def write(self, data):
                return raw.write(data)

        target = Pipe()
    with zipfile.ZipFile(target, "w") as out:
        for i, (name, body) in enumerate(members.items()):
            info = zipfile.ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type = zipfile.ZIP_DEFLATED if i else zipfile.ZIP_STORED
            info.external_attr = 0o640 << 16
            out.writestr(info, body if isinstance(body, bytes) else body.encode())
        out.comment = comment
    return raw.getvalue()


def docx(body, **more):
    start = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>'
    return {"[Content_Types].xml": "<Types/>", "docProps/core.xml": "<x>Cherson</x>", "word/document.xml": start + body + "</w:body></w:document>", "word/media/image1.png": bytes(range(256)) * 9} | more


def runs(*texts):
    return "<w:p>" + "".join(f'<w:r><w:rPr><w:b w:val="Cherson"/></w:rPr><w:t xml:space="preserve">{t}</w:t></w:r>' for t in texts) + "</w:p>"


DOCX = [
    (runs("In Cherson"), runs("In Kherson")),
    (runs("In Cher", "son und ", "Char", "k", "iw"), runs("In Kher", "son und ", "Khar", "k", "iv")),
    (runs("Kirill Strem", "oussov"), runs("Kirill Strem", "ousov")),
    ("<w:p><w:r><w:t>Cher</w:t></w:r><w:proofErr/><w:bookmarkStart w:name='Cherson'/><w:r><w:t>son</w:t></w:r></w:p>", "<w:p><w:r><w:t>Kher</w:t></w:r><w:proofErr/><w:bookmarkStart w:name='Cherson'/><w:r><w:t>son</w:t></w:r></w:p>"),
    ("<w:p><w:del><w:r><w:t>Cherson</w:t><w:delText>Cherson</w:delText></w:r></w:del><w:ins><w:r><w:t>Cherson</w:t></w:r></w:ins></w:p>", "<w:p><w:del><w:r><w:t>Cherson</w:t><w:delText>Cherson</w:delText></w:r></w:del><w:ins><w:r><w:t>Kherson</w:t></w:r></w:ins></w:p>"),
    ("<w:p><w:r><w:instrText> HYPERLINK Cherson </w:instrText></w:r><w:r><w:t>Cher</w:t><w:tab/><w:t>son Charkiw</w:t></w:r></w:p>", "<w:p><w:r><w:instrText> HYPERLINK Cherson </w:instrText></w:r><w:r><w:t>Cher</w:t><w:tab/><w:t>son Kharkiv</w:t></w:r></w:p>"),
    ("<w:p><w:r><w:t>Iwano</w:t><w:noBreakHyphen/><w:t>Frankiwsk, Cher</w:t><w:softHyphen/><w:t>son</w:t></w:r></w:p>", "<w:p><w:r><w:t>Ivano</w:t><w:noBreakHyphen/><w:t>Frankivsk, Kher</w:t><w:softHyphen/><w:t>son</w:t></w:r></w:p>"),
    ("<w:p><m:oMath><m:r><m:t>Cherson</m:t></m:r></m:oMath><w:r><w:t>Cherson &amp; M&#252;ller</w:t></w:r></w:p>", "<w:p><m:oMath><m:r><m:t>Cherson</m:t></m:r></m:oMath><w:r><w:t>Kherson &amp; M&#252;ller</w:t></w:r></w:p>"),
    ("<w:p><w:r><w:t>Cher</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in Charkiw</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>son</w:t></w:r></w:p>", "<w:p><w:r><w:t>Kher</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>in Kharkiv</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t>son</w:t></w:r></w:p>"),
    ("<w:p><w:r><w:t>Cher</w:t></w:r></w:p><w:p><w:r><w:t>son</w:t></w:r></w:p><!-- Cherson -->", None),
    ("<w:p><w:pPr><w:rPr><w:rFonts w:ascii='Cherson'/></w:rPr></w:pPr><w:r><w:t/></w:r><w:r><w:t>خرج Cherson</w:t></w:r></w:p>", "<w:p><w:pPr><w:rPr><w:rFonts w:ascii='Cherson'/></w:rPr></w:pPr><w:r><w:t/></w:r><w:r><w:t>خرج Kherson</w:t></w:r></w:p>"),
]  # fmt: skip


def members(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return [(i.filename, i.compress_type, i.date_time, i.external_attr, archive.read(i)) for i in archive.infolist()]


def raw(data, name):
    """The packed bytes of a member with its local header."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = sorted(archive.infolist(), key=lambda i: i.header_offset)
        at = next(i for i, info in enumerate(infos) if info.filename == name)
        end = infos[at + 1].header_offset if at + 1 < len(infos) else archive.start_dir
        return data[infos[at].header_offset : end]


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize(("before", "after"), DOCX, ids=range(len(DOCX)))
def test_docx_part_by_part(tmp_path, before, after, streamed):
    data = packed(docx(before), streamed=streamed, comment=b"a comment")
    assert rewritten(tmp_path, "e.docx", data, EMPTY) == data
    written = rewritten(tmp_path, "f.docx", data)
    wanted = docx(before if after is None else after)
    assert members(written) == members(packed(wanted, streamed=streamed))
    for name in wanted:
        if name != "word/document.xml" or after is None:
            assert raw(written, name) == raw(data, name)
    assert written.endswith(b"a comment")
    assert rewritten(tmp_path, "g.docx", written) == written


def test_docx_headers_notes_and_comments(tmp_path):
    names = ["word/header1.xml", "word/footer2.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml", "word/charts/chart1.xml", "word/diagrams/data1.xml", "word/styles.xml", "customXml/item1.xml"]
    more = dict.fromkeys(names, f'<x xmlns:w="{W}" xmlns:a="{A}"><w:p><w:r><w:t>Cherson</w:t></w:r></w:p></x>')
    found = {m[0]: m[-1] for m in members(rewritten(tmp_path, "f.docx", packed(docx("", **more))))}
    assert [n for n in names if b"Kherson" in found[n]] == names[:7]
    assert b"Cherson" in found["customXml/item1.xml"]


def test_a_document_knows_its_persons_across_parts(tmp_path):
    note = f'<x xmlns:w="{W}">{runs("Dort auch Stremouzov")}</x>'
    found = parts(tmp_path, "f.docx", packed(docx(runs("Kirill Stremousov"), **{"word/footnotes.xml": note})))
    assert [(p.label.split("!")[1], e.before, e.after) for p in found for e in p.result.edits] == [("word/footnotes.xml", "Stremouzov", "Stremousov")]


def test_pptx(tmp_path):
    slide = f'<p:sld xmlns:a="{A}" xmlns:p="x"><a:p><a:r><a:t>Cher</a:t></a:r><a:r><a:t>son</a:t></a:r><a:br/><a:r><a:t>Charkiw</a:t></a:r></a:p></p:sld>'
    before = {"x": "", "ppt/presentation.xml": "<p/>", "ppt/slides/slide10.xml": slide, "ppt/slides/slide2.xml": slide, "ppt/slideLayouts/slideLayout1.xml": slide}
    after = {n: b.replace("Cher", "Kher").replace("Charkiw", "Kharkiv") if n.startswith("ppt/slides/") else b for n, b in before.items()}
    assert members(rewritten(tmp_path, "f.pptx", packed(before))) == members(packed(after))
    labels = [p.label.split("!")[1] for p in parts(tmp_path, "f.pptx", packed(before))]
    assert labels == ["ppt/slides/slide2.xml", "ppt/slides/slide10.xml"]


def test_xlsx_strings_but_no_formulas_and_no_table_headings(tmp_path):
    strings = f'<sst xmlns="{S}"><si><t>Cherson</t></si><si><r><t>Char</t></r><r><rPr><b/></rPr><t xml:space="preserve">kiw </t></r><rPh><t>Cherson</t></rPh></si><si><t>in Charkiw</t></si></sst>'
    sheet = f'<worksheet xmlns="{S}"><c t="s"><v>0</v></c><c t="str"><f>"Cherson"</f><v>Cherson</v></c><c t="inlineStr"><is><t>Cherson</t></is></c></worksheet>'
    table = '<table xmlns="x"><tableColumn id="1" name="in  Charkiw"/></table>'
    before = {"[Content_Types].xml": "x", "xl/workbook.xml": '<sheet name="Cherson"/>', "xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet, "xl/tables/table1.xml": table}
    after = before | {
        "xl/sharedStrings.xml": strings.replace("<t>Cherson</t></si><si><r><t>Char", "<t>Kherson</t></si><si><r><t>Khar").replace("kiw ", "kiv "),
        "xl/worksheets/sheet1.xml": sheet.replace("<is><t>Cherson", "<is><t>Kherson"),
    }
    assert members(rewritten(tmp_path, "f.xlsx", packed(before))) == members(packed(after))


def test_opendocument(tmp_path):
    content = (
        f'<office:document-content {ODF}><text:tracked-changes><text:p>Cherson</text:p></text:tracked-changes><text:h>Cher<text:span>son</text:span></text:h>'
        '<text:p>Kirill<text:s/>Stremouzov,<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Cherson</text:p></text:note-body></text:note> Char<text:soft-page-break/>kiw\n</text:p>'
        '<table:table-cell table:formula="x"><text:p>Cherson</text:p></table:table-cell><table:table-cell><text:p>Cherson</text:p></table:table-cell></office:document-content>'
    )
    before = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": "<x>Cherson</x>"}
    after = before | {
        "content.xml": content.replace("<text:h>Cher", "<text:h>Kher").replace("Stremouzov", "Stremousov").replace("<text:note-body><text:p>Cherson", "<text:note-body><text:p>Kherson")
        .replace("Char<text:soft-page-break/>kiw", "Khar<text:soft-page-break/>kiv").replace("<table:table-cell><text:p>Cherson", "<table:table-cell><text:p>Kherson")
    }  # fmt: skip
    written = rewritten(tmp_path, "f.odt", packed(before))
    assert members(written) == members(packed(after))
    assert written[30:38] == b"mimetype"


SIGNED = packed(docx(runs("Cherson"), **{"_xmlsignatures/sig1.xml": "<x/>"}))
WHOLE = packed(docx(runs("Cherson")))
BROKEN = [
    ("a.docx", WHOLE[:-30], "not a whole zip file"),
    ("a.docx", WHOLE[: len(WHOLE) // 2], "not a whole zip file"),
    ("a.docx", b"Cherson", "not a whole zip file"),
    ("a.docx", b"", "not a whole zip file"),
    ("a.xlsx", WHOLE, "not an office file of this kind"),
    ("a.docx", SIGNED, "is signed"),
    ("a.odt", packed({"mimetype": "x", "content.xml": b"\x93\xff", "META-INF/manifest.xml": "<m:encryption-data/>"}), "is encrypted"),
    ("a.odt", packed({"mimetype": "x", "content.xml": b"<p>Cherson\xff</p>"}), "a.odt!content.xml: not UTF-8 at byte 10"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message"), BROKEN)
def test_a_broken_file_is_refused(tmp_path, name, data, message):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=message.replace("!", ".")):
        Document(path, Options()).rewrite(path, NAMES, lambda part: None)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_signed_file_that_needs_no_edit_passes(tmp_path):
    data = packed(docx(runs("Kherson"), **{"_xmlsignatures/sig1.xml": "<x/>"}))
    assert rewritten(tmp_path, "a.docx", data) == data


def test_a_bit_flipped_in_a_part_is_found():
    data = bytearray(WHOLE)
    data[data.index(b"word/document.xml") + 30] ^= 0xFF
    with pytest.raises(DocumentError, match="can't be read"):
        Archive(bytes(data), "a.docx").read("word/document.xml")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.sampled_from(["Cher", "son", "Cherson", " ", "Kirill Strem", "ouzov", "&amp;", "x", "ש", "\u00ad"]), max_size=5), max_size=4))
def test_law_docx_keeps_everything_else(paragraphs):
    data = packed(docx("".join(runs(*p) for p in paragraphs)))
    with tempfile.TemporaryDirectory() as folder:
        assert rewritten(Path(folder), "e.docx", data, EMPTY) == data
        written = rewritten(Path(folder), "f.docx", data)
        before, after = members(data), members(written)
        assert [m[:4] for m in before] == [m[:4] for m in after]
        assert [m for m in before if m[0] != "word/document.xml"] == [m for m in after if m[0] != "word/document.xml"]
        tags = [[x.split(b">")[0] for x in {m[0]: m[-1] for m in found}["word/document.xml"].split(b"<")] for found in (before, after)]
        assert tags[0] == tags[1]
        assert rewritten(Path(folder), "g.docx", written) == written


SOURCE = "<html><body><h1>Cherson</h1><p>In <b>Cher</b><i>son</i> sprach Kirill <u>Strem</u>ouzov.</p><p>Charkiw &amp; mehr</p></body></html>"
SLIDES = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page><draw:frame svg:width="20cm" svg:height="3cm" svg:x="1cm" svg:y="1cm">'
    "<draw:text-box><text:p>In Cherson sprach Kirill <text:span>Strem</text:span>ouzov</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>"
)
ROWS = 'Cherson,1\n"Charkiw, x",=1+1\n'
ROUND = [
    ("docx", "--writer", SOURCE, "html", "txt:Text (encoded):UTF8"),
    ("odt", "--writer", SOURCE, "html", "txt:Text (encoded):UTF8"),
    ("xlsx", "--calc", ROWS, "csv", "csv"),
    ("ods", "--calc", ROWS, "csv", "csv"),
    ("pptx", "--impress", SLIDES, "fodp", "pdf"),
    ("odp", "--impress", SLIDES, "fodp", "pdf"),
]


@pytest.mark.skipif(not shutil.which("soffice"), reason="soffice (LibreOffice) isn't installed: whether it opens the files was not tested")
@pytest.mark.parametrize(("kind", "application", "source", "suffix", "back"), ROUND)
def test_libreoffice_opens_what_was_written(tmp_path, kind, application, source, suffix, back):
    def convert(path, to, where):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", application, "--convert-to", to, "--outdir", str(where), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=100)
        return where / f"{path.stem}.{to.split(':')[0]}"

    (tmp_path / f"a.{suffix}").write_text(source, encoding="utf-8")
    made = convert(tmp_path / f"a.{suffix}", kind, tmp_path / "made")
    if not made.exists():
        pytest.skip(f"this LibreOffice makes no {kind} of {suffix}: whether it opens the file was not tested")
    written = tmp_path / "written" / made.name
    assert Document(made, Options()).rewrite(written, NAMES, lambda part: None)
    shown = convert(written, back, tmp_path / "shown")
    before = convert(made, back, tmp_path / "before")
    if back == "pdf":
        pypdf = pytest.importorskip("pypdf")
        texts = ["\n".join(p.extract_text() for p in pypdf.PdfReader(f).pages) for f in (before, shown)]
    else:
        texts = [f.read_text(encoding="utf-8-sig") for f in (before, shown)]
    assert "Cherson" in texts[0]
    assert texts[1] == texts[0].replace("Cherson", "Kherson").replace("Charkiw", "Kharkiv").replace("Stremouzov", "Stremousov")
