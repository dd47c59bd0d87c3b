"""Text formats: tables of awkward files, what they become, and what has to stay; laws for each format."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents import EMPTY, NAMES, holds_outside_edits, parts, rewritten
from translit import DocumentError
from translit.documents.base import Options
from translit.documents.document import FORMATS, Document

SAME = None  # the file has to stay as it is

CASES = {
    "plain": [
        ("Cherson\r\nund Charkiw\rund\n\nCherson", "Kherson\r\nund Kharkiv\rund\n\nKherson"),
        ("\ufeffCherson", "\ufeffKherson"),
        ("", SAME),
        ("Cher\u0301son ist NFD", "Kherson ist NFD"),
        ("قال Cherson ثم\u200f Charkiw", "قال Kherson ثم\u200f Kharkiv"),
        ("no name\x00here\x1a", SAME),
        ("x" * 3_000_000 + " Cherson", "x" * 3_000_000 + " Kherson"),
    ],
    "markdown": [
        ("---\ntitle: Cherson\n---\nCherson\n", "---\ntitle: Cherson\n---\nKherson\n"),
        ("+++\nt = 'Cherson'\n+++\n\n# Cherson #\r\n", "+++\nt = 'Cherson'\n+++\n\n# Kherson #\r\n"),
        ("a `Cherson` b ``x ` Cherson`` Cherson", "a `Cherson` b ``x ` Cherson`` Kherson"),
        ("```py\nCherson\n```\nCherson\n~~~\nCherson\n```\n~~~\n", "```py\nCherson\n```\nKherson\n~~~\nCherson\n```\n~~~\n"),
        ("text\n\n    Cherson\n\n\tCherson\n\nCherson\n", "text\n\n    Cherson\n\n\tCherson\n\nKherson\n"),
        ("text\n    Cherson goes on\n", "text\n    Kherson goes on\n"),
        ("- item\n\n  Cherson\n\n      Cherson code\n", "- item\n\n  Kherson\n\n      Cherson code\n"),
        ("1. ```\n   Cherson\n   ```\n   Cherson\n", "1. ```\n   Cherson\n   ```\n   Kherson\n"),
        ("> ```\n> Cherson\n> ```\n> Cherson\n", "> ```\n> Cherson\n> ```\n> Kherson\n"),
        ("[Cherson](http://x/Cherson) ![Cherson](<Cherson (1).png> 'Cherson')", "[Kherson](http://x/Cherson) ![Kherson](<Cherson (1).png> 'Cherson')"),
        ("[a](x(y)Cherson) [b](Cherson", "[a](x(y)Cherson) [b](Kherson"),
        ("[Cherson][Charkiw] [Cherson] [Cherson][]\n\n[Cherson]: Cherson 'Cherson'\n", "[Kherson][Charkiw] [Cherson] [Cherson][]\n\n[Cherson]: Cherson 'Cherson'\n"),
        ("[Cherson] alone, [^Cherson] note\n\n[^Cherson]: on Cherson\n", "[Kherson] alone, [^Cherson] note\n\n[^Cherson]: on Kherson\n"),
        ("[[Cherson]] and [[Cherson|in Cherson]]", "[[Cherson]] and [[Cherson|in Kherson]]"),
        ("<https://x.org/Cherson> <a title=Cherson>Cherson</a> <!-- Cherson -->", "<https://x.org/Cherson> <a title=Cherson>Kherson</a> <!-- Cherson -->"),
        ("<pre>\nCherson\n\nCherson</pre>\nCherson\n<code>Cherson</code>", "<pre>\nCherson\n\nCherson</pre>\nKherson\n<code>Cherson</code>"),
        ("**Cher**son, _Cherson_, *Kirill* Stremouzov, a_Cherson_b", "**Kher**son, _Kherson_, *Kirill* Stremousov, a_Cherson_b"),
        ("Iwano\\-Frankiwsk, Cher&shy;son &amp; M&uuml;ller", "Ivano\\-Frankivsk, Kher&shy;son &amp; M&uuml;ller"),
        ("| a | Cherson |\n|---|---|\n| `Cherson` | x |\n", "| a | Kherson |\n|---|---|\n| `Cherson` | x |\n"),
    ],
    "csv": [
        ('id,name\n007,Cherson\n8,"Cherson"\n', 'id,name\n007,Kherson\n8,"Kherson"\n'),
        ('"a ""Cherson"" b";x\r\nCherson;"1,5"\r\n', '"a ""Kherson"" b";x\r\nKherson;"1,5"\r\n'),
        ('a,b\nCherson\n\n,,Cherson,,\n"x\ny Cherson",', 'a,b\nKherson\n\n,,Kherson,,\n"x\ny Kherson",'),
        ('5" pipe,Cherson\n"open,Cherson\nx "y" z,Cherson', '5" pipe,Kherson\n"open,Kherson\nx "y" z,Kherson'),
        ("sep=|\nCherson|a,b|c\n", "sep=|\nKherson|a,b|c\n"),
        ("a,Baroldnew\n", 'a,"Bar, ""Old"" & New"\n'),
        ('a,"in Baroldnew"\n', 'a,"in Bar, ""Old"" & New"\n'),
        ("Cherson\rCharkiw\r", "Kherson\rKharkiv\r"),
    ],
    "tsv": [("Cherson\ta, b\n\"Cherson\t'x'\n", "Kherson\ta, b\n\"Kherson\t'x'\n")],
    "json": [
        ('{"Cherson": "Cherson", "n": 1e5, "z": [1.0, "Cherson", null]}\n', '{"Cherson": "Kherson", "n": 1e5, "z": [1.0, "Kherson", null]}\n'),
        ('[ "\\u0043herson \\"x\\" \\\\ Charkiw\\n" ]', '[ "Kherson \\"x\\" \\\\ Kharkiv\\n" ]'),
        ('"\\u0141 Lodsch \\ud83d\\ude00"', '"\\u0141 \\u0141\\u00f3d\\u017a \\ud83d\\ude00"'),
        ('"Ł Lodsch, Baroldnew"', '"Ł Łódź, Bar, \\"Old\\" & New"'),
        ('{"a": {"a": {}}, "b": [[], {}], "c": "https://x.org/Cherson"}', SAME),
        ('"\\ud800 Cherson"', '"\\ud800 Kherson"'),
    ],
    "jsonl": [('{"t": "Cherson"}\r\n\n{"t":"Charkiw"}', '{"t": "Kherson"}\r\n\n{"t":"Kharkiv"}')],
    "html": [
        ("<p class=Cherson>Cherson<P>Charkiw</p>", "<p class=Cherson>Kherson<P>Kharkiv</p>"),
        ("<b>Cher</b>son <i>Kirill</i>\n  Strem&#111;uzov", "<b>Kher</b>son <i>Kirill</i>\n  Strem&#111;usov"),
        ("<script>Cherson<b></script><STYLE>Cherson</STYLE>Cherson<!-- Cherson -->", "<script>Cherson<b></script><STYLE>Cherson</STYLE>Kherson<!-- Cherson -->"),
        ("<pre>Cherson<pre>x</pre>Cherson</pre><code>Cherson</code> Cherson", "<pre>Cherson<pre>x</pre>Cherson</pre><code>Cherson</code> Kherson"),
        ("a < b Cherson <a title='>Cherson'>Cherson</a> <![CDATA[Cherson]]>", "a < b Kherson <a title='>Cherson'>Kherson</a> <![CDATA[Cherson]]>"),
        ("Cherson <a title='Cherson>Cherson", "Kherson <a title='Cherson>Cherson"),
        ("Cherson <!-- Cherson", "Kherson <!-- Cherson"),
        ("<p translate=no>Cherson<p>x</p></p><p class='a notranslate'>Cherson</p>Cherson", "<p translate=no>Cherson<p>x</p></p><p class='a notranslate'>Cherson</p>Kherson"),
        ("M&uuml;ller&nbsp;Cherson&nope;&#0; AT&T Cherson", "M&uuml;ller&nbsp;Kherson&nope;&#0; AT&T Kherson"),
        ("Cher<!-- x -->son, Cher&shy;son, Cher\u00adson", "Kher<!-- x -->son, Kher&shy;son, Kher\u00adson"),
        ("<td>Cher</td><td>son</td>", SAME),
        ("Baroldnew", 'Bar, "Old" &amp; New'),
        ("<!DOCTYPE html [<!ENTITY x 'Cherson>'>]>Cherson", "<!DOCTYPE html [<!ENTITY x 'Cherson>'>]>Kherson"),
    ],
    "xml": [
        ("<?xml version='1.0'?>\r\n<a b='Cherson'><c/>Cherson<d>Cher</d>son</a>", "<?xml version='1.0'?>\r\n<a b='Cherson'><c/>Kherson<d>Cher</d>son</a>"),
        ("<TEI><p><hi>Cher</hi>son <sic>Cherson</sic><corr>Cherson</corr></p></TEI>", "<TEI><p><hi>Kher</hi>son <sic>Cherson</sic><corr>Kherson</corr></p></TEI>"),
        ("<p>Cher<lb break='no'/>son, Kirill\n<lb/>Stremouzov</p>", "<p>Kher<lb break='no'/>son, Kirill\n<lb/>Stremouzov</p>"),
        ("<p><forename>Kirill</forename><surname>Stremouzov</surname></p>", SAME),
        ("<p><t:seg xmlns:t='x'>Cher</t:seg>son &custom; Cherson</p>", "<p><t:seg xmlns:t='x'>Kher</t:seg>son &custom; Kherson</p>"),
    ],
    "srt": [
        ("1\r\n00:00:01,000 --> 00:00:02,000 X1:10\r\n<i>Cher</i>son\r\n{\\an8}Charkiw\r\n\r\n", "1\r\n00:00:01,000 --> 00:00:02,000 X1:10\r\n<i>Kher</i>son\r\n{\\an8}Kharkiv\r\n\r\n"),
        ("Cherson\n\n1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nCherson", "Cherson\n\n1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nKherson"),
    ],
    "vtt": [
        (
            "WEBVTT Cherson\n\nNOTE Cherson\n\nSTYLE\n::cue(Cherson) {}\n\nCherson\n00:01.000 --> 00:02.000 align:start\n<v Cherson>Cher<c.x>son</c> &amp; Charkiw\n",
            "WEBVTT Cherson\n\nNOTE Cherson\n\nSTYLE\n::cue(Cherson) {}\n\nCherson\n00:01.000 --> 00:02.000 align:start\n<v Cherson>Kher<c.x>son</c> &amp; Kharkiv\n",
        )
    ],
    "ass": [
        (
            "[Script Info]\nTitle: Cherson\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\nDialogue: 0,1,2,Cherson,Cherson,{\\b1}Cher{\\b0}son,\\NCharkiw {\\p1}m 0 Cherson{\\p0} Cherson\nComment: 0,1,2,x,y,Cherson\n",
            "[Script Info]\nTitle: Cherson\n[Events]\nFormat: Layer, Start, End, Style, Name, Text\nDialogue: 0,1,2,Cherson,Cherson,{\\b1}Kher{\\b0}son,\\NKharkiv {\\p1}m 0 Cherson{\\p0} Kherson\nComment: 0,1,2,x,y,Cherson\n",
        )
    ],
}  # fmt: skip
ALL = [(name, before, after) for name, rows in CASES.items() for before, after in rows]


def test_every_text_format_has_cases():
    assert set(CASES) == {f.name for f in FORMATS.values() if f.text}


@pytest.mark.parametrize(("name", "before", "after"), ALL, ids=lambda v: v[:24] if isinstance(v, str) else "same")
def test_only_the_names_change(tmp_path, name, before, after):
    suffix = FORMATS[name].suffixes[0]
    written = rewritten(tmp_path, "f" + suffix, before.encode())
    assert written.decode() == (before if after is SAME else after)
    assert rewritten(tmp_path, "g" + suffix, written) == written
    assert rewritten(tmp_path, "h" + suffix, before.encode(), EMPTY) == before.encode()


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
@pytest.mark.parametrize(("name", "before", "after"), [c for c in ALL if len(c[1]) < 1000 and not c[1].startswith("\ufeff")], ids=lambda v: v[:24] if isinstance(v, str) else "same")
def test_every_encoding_gives_the_same(tmp_path, codec, name, before, after):
    options = {"encoding": codec} if codec in ("utf-16-le", "utf-16-be") else {}
    written = rewritten(tmp_path, "f" + FORMATS[name].suffixes[0], before.encode(codec), **options)
    assert written == (before if after is SAME else after).encode(codec)


BROKEN = [
    ("a.json", b'{"a": "Cherson",}', {}, "a.json:1: not JSON at '}'"),
    ("a.json", b'{"a": 1\n "b": "Cherson"}', {}, "a.json:2: not JSON at '\"b\": \"Cherson\"}'"),
    ("a.json", b'["Cherson"', {}, "a.json:1: not JSON: it ends too early"),
    ("a.json", b'["Cherson\n"]', {}, "a.json:1: not JSON"),
    ("a.json", b'[' * 5000, {}, "not JSON"),
    ("a.json", b'["Cherson"] x', {}, "not JSON at 'x'"),
    ("a.jsonl", b'{"a": "Cherson"}\n{"a"}\n', {}, "a.jsonl:2: not JSON"),
    ("a.json", b'{"name": "Cherson"}', {"fields": ("nome",)}, "no field 'nome' with text (did you mean 'name'?)"),
    ("a.csv", b"id,name\n1,Cherson\n", {"columns": ("nmae",)}, "a.csv:1: no column 'nmae' (did you mean 'name'?)"),
    ("a.csv", b"id,name\n1,Cherson\n", {"columns": ("3",)}, "no column '3'"),
    ("a.csv", b"id,name\n1,Cherson\n", {"columns": ("name",), "out_columns": ("id",)}, "there is a column 'id' already"),
    ("a.csv", b"", {"columns": ("name",)}, "no column 'name'"),
    ("a.txt", b"Cherson", {"columns": ("name",)}, "--column can't be used with plain files"),
    ("a.txt", b"Cherson \xff", {}, "a.txt: not UTF-8 at byte 8"),
    ("a.txt", "Lodsch".encode("cp1252"), {"encoding": "cp1252"}, "CP1252 can't hold 'Ł' of 'Łódź'"),
    ("a.txt", b"Cherson \xd2", {"encoding": "cp1253"}, "not CP1253 at byte 8"),
    ("a.txt", b"Cherson", {"encoding": "utf-16"}, "no byte order mark"),
    ("a.xml", b"<?xml version='1.0' encoding='x-none'?><a>Cherson</a>", {}, "declares an unknown encoding 'x-none'"),
    ("a.xml", b"<a>Cherson</a>", {"tag_names": True}, "--tag-names is for TEI files"),
    ("a.txt.gz", b"\x1f\x8bnot gzip", {}, "not a whole gzip file"),
    ("a.txt.xz", b"nothing", {}, "not a whole xz file"),
    ("a.docx.gz", b"", {}, "unpack it first"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "options", "message"), BROKEN)
def test_what_is_wrong_is_said_and_nothing_written(tmp_path, name, data, options, message):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        Document(path, Options(**options)).rewrite(path, NAMES, lambda part: None)
    assert message in str(caught.value)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


CHOSEN = [
    ("a.csv", "id,name,note\n1,Cherson,Cherson\n2\n", {"columns": ("name",)}, "id,name,note\n1,Kherson,Cherson\n2\n"),
    ("a.csv", "Cherson,Charkiw\n", {"columns": ("2",)}, "Cherson,Kharkiv\n"),
    ("a.csv", 'name;x\r\n"Cherson";1\r\nBaroldnew;2\r\n\r\n', {"columns": ("name",), "out_columns": ("norm",)}, 'name;norm;x\r\n"Cherson";"Kherson";1\r\nBaroldnew;"Bar, ""Old"" & New";2\r\n\r\n'),
    ("a.csv", "a,b\nCherson,Charkiw\nCherson\n", {"columns": ("b", "a"), "out_columns": ("B", "A")}, "a,A,b,B\nCherson,Kherson,Charkiw,Kharkiv\nCherson,Kherson\n"),
    ("a.json", '{"a": {"b": ["Cherson", {"c": "Cherson"}]}, "b": "Cherson"}', {"fields": ("a.b",)}, '{"a": {"b": ["Kherson", {"c": "Cherson"}]}, "b": "Cherson"}'),
    ("a.json", '[{"x.y": "Cherson"}, {"k": {"x": "Cherson"}}]', {"fields": ("x\\.y", "*.x")}, '[{"x.y": "Kherson"}, {"k": {"x": "Kherson"}}]'),
    (
        "a.xml",
        "<TEI><teiHeader>Cherson</teiHeader><text><p>Cherson, <hi>Cher</hi>son, <persName>Kirill Stremouzov</persName>. Bei Kherson: Kirill Stremouzov &amp; Stremoussov</p></text></TEI>",
        {"tag_names": True},
        "<TEI><teiHeader>Kherson</teiHeader><text><p><placeName ref=\"#kherson\">Kherson</placeName>, <hi>Kher</hi>son, <persName>Kirill Stremousov</persName>. Bei "
        '<placeName ref="#kherson">Kherson</placeName>: <persName key="stremousov">Kirill Stremousov</persName> &amp; <persName key="stremousov">Stremousov</persName></p></text></TEI>',
    ),
    ("a.xml", "<?xml version='1.0' encoding='cp1252'?><a>Lodsch</a>", {}, "<?xml version='1.0' encoding='cp1252'?><a>&#321;ód&#378;</a>"),
    ("a.html", "<meta charset=cp1251><p>Херсон: Cherson", {}, "<meta charset=cp1251><p>Kherson: Kherson"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "options", "after"), CHOSEN)
def test_options_choose_what_changes(tmp_path, name, before, options, after):
    codec = "cp1252" if "cp1252" in before else "cp1251" if "cp1251" in before else "utf-8"
    assert rewritten(tmp_path, name, before.encode(codec), **options) == after.encode(codec)


def test_places_are_those_of_the_file(tmp_path):
    found = parts(tmp_path, "a.html", b"<p>x\n<b>Cher</b>son</p>")
    edit = found[0].result.edits[0]
    assert (edit.before, found[0].result.source[edit.start : edit.end]) == ("Cherson", "Cher</b>son")


# -- laws ------------------------------------------------------------------------------------------------------------------------------

WORDS = ["Cherson", "Cher", "son", "Kirill", "Stremouzov", "Baroldnew", "Lodsch", "ä", "e\u0301", "\u00ad", "\ufffc", "ש", "x", "7", " ", " ", "\n", "\r\n", "\t", "\ufeff"]
SIGNS = {
    "plain": [],
    "markdown": [*"`*_[]()<>!&;:#-|\\>~+", "```\n", "\n\n", "    ", "](", "[[", "---\n", "<pre>", "</pre>", "<!--", "-->", "[Cherson]: x\n", "&amp;", "1. "],
    "csv": [*'",;|"', '""', '","', "\r"],
    "tsv": ['"', "\t", '""', "\r"],
    "html": ["<", ">", "&", "'", '"', "=", "/", "<p>", "</p>", "<b>", "</b>", "<br/>", "<script>", "</script>", "<pre>", "</pre>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#67;", "&shy;", "<a x='", "<!", "<?"],
    "srt": ["1\n", "00:00:01,000 --> 00:00:02,000\n", "\n\n", "<i>", "</i>", "{\\an8}", "{", "}", "\\"],
    "vtt": ["WEBVTT\n", "00:01.000 --> 00:02.000\n", "\n\n", "<v ", ">", "<c>", "&", "&amp;", "NOTE "],
    "ass": ["[Events]\n", "Format: Start, Text\n", "Dialogue: 1,", "{\\p1}", "{\\p0}", "{", "}", "\\N", "\\h", ","],
}  # fmt: skip
SIGNS["xml"] = SIGNS["html"] + ["<TEI>", "<hi>", "</hi>", "<lb/>", "<sic>", "</sic>"]
JSON = st.recursive(st.sampled_from(WORDS).map(str) | st.none() | st.integers(), lambda s: st.lists(s, max_size=3) | st.dictionaries(st.sampled_from(WORDS), s, max_size=3), max_leaves=8)


def documents(name):
    if name in ("json", "jsonl"):
        import json

        lines = st.tuples(JSON, st.booleans(), st.sampled_from([None, 1])).map(lambda t: json.dumps(t[0], ensure_ascii=t[1], indent=t[2] if name == "json" else None))
        return lines if name == "json" else st.lists(lines, max_size=4).map("\n".join)
    # A cell that gets a quote by an edit is quoted whole: CASES has that.
    words = [w for w in WORDS if w != "Baroldnew" or name not in ("csv", "tsv")]
    return st.lists(st.sampled_from(words + SIGNS[name]), max_size=40).map("".join)


@pytest.mark.parametrize("name", sorted(CASES))
@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_law_nothing_outside_the_edits(name, data):
    text = data.draw(documents(name))
    suffix = FORMATS[name].suffixes[0]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        assert rewritten(folder, "e" + suffix, text.encode(), EMPTY) == text.encode()
        written = rewritten(folder, "f" + suffix, text.encode()).decode()
        bom = text[:1] == "\ufeff"
        found = parts(folder, "f" + suffix, text.encode())
        source = "".join(p.result.source for p in found)
        assert source == text[bom:]
        offset, edits = 0, []
        for part in found:
            assert holds_outside_edits(part.result.source, part.result.text, part.result.edits)
            edits += part.result.edits
            offset += len(part.result.source)
        assert written == text[:bom] + "".join(p.result.text for p in found)
        if not edits:
            assert written == text
        assert rewritten(folder, "g" + suffix, written.encode()).decode() == written
