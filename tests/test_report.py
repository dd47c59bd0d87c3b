"""The report for an editor: complete, safe, readable without a script, tested in a browser where there is one."""

import re
import xml.etree.ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.test_review import chromium, in_browser
from translit import Normalizer
from translit.cli.main import cli
from translit.report.editor import Report, date_of, report_on
from translit.report.page import escaped, filled, json_text
from translit.report.plots import graph, heat, timeline

NAMES = Normalizer.from_entries(
    [
        {"id": "kherson", "canonical": "Kherson", "kind": "city", "native": {"uk": "Херсон"}},
        {"id": "a", "canonical": "Mylove", "kind": "city", "variants": ["Mylowe"]},
        {"id": "b", "canonical": "Mylovo", "kind": "city", "variants": ["Mylowe"]},
    ]
)
HOSTILE = "Cherson <script>document.title='owned'</script> \"'><img src=x onerror=document.title='owned'> Cherson & @@TEXTS@@ Mylowe\n"


def report(*documents):
    return report_on(lambda: documents, NAMES)


def test_everything_is_on_the_page():
    page = report(("2022-10-13-a.txt", "In Cherson.\nKherson and Mylowe."), ("2022-12-01-b.txt", "Jersón")).page("My <title>")
    assert "<title>My &lt;title&gt;</title>" in page
    assert "<dt>changes</dt><dd>2</dd>" in page
    assert "<dt>ambiguous</dt><dd>1</dd>" in page
    assert "<del>Cherson</del><ins>Kherson</ins>" in page
    assert "Херсон in German" in page
    assert "Mylove (100) or Mylovo (100)" in page
    assert page.count("<svg") == 3
    assert "In <mark" in page


def test_without_changes_it_says_so():
    page = report(("a.txt", "nothing")).page()
    assert "Nothing changed." in page
    assert "<svg" not in page


def test_hostile_text_stays_text():
    page = report(("<img src=x>.txt", HOSTILE)).page(HOSTILE)
    assert page.count("<script") == 1
    assert "<img" not in page
    assert "onerror=document.title=&#x27;owned&#x27;" in page
    assert page.count("@@TEXTS@@") >= 1
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_out_of_the_page(text):
    made = Report()
    made.add("a", NAMES.explain(text))
    shown = re.search(r'<div class="text">(.*)</div></section>', made.page(), re.DOTALL)[1]
    plain = re.sub(r"<[^>]*>", "", re.sub(r'<del>.*?</del>|<span class="tip".*?</span>', "", shown, flags=re.DOTALL))
    assert plain == escaped(NAMES.explain(text).text)


def test_landmarks_and_labels():
    page = report(("a.txt", HOSTILE)).page()
    for part in ('<html lang="en">', "<header>", "<main>", "<footer>", "<nav", "prefers-color-scheme: dark", "@media print", "Content-Security-Policy", 'class="skip"'):
        assert part in page, part
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(target.split()) <= set(ids)


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back"),
    [("ink", "paper"), ("quiet", "paper"), ("quiet", "panel"), ("accent", "paper"), ("mark-ink", "mark"), ("hold-ink", "hold"), ("yes", "paper"), ("no", "paper"), ("s0", "paper"), ("s1", "paper"), ("s4", "paper")],
)
def test_contrast(scheme, front, back):
    page = report(("a.txt", "")).page()
    colours = {name: re.findall(rf"--{name}: (#[0-9a-f]{{6}})", page) for name in (front, back)}
    light, dark = sorted((luminance(colours[n][scheme]) for n in (front, back)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


DATES = [
    ("2022-10-13-a.txt", "", "", "2022-10-13"),
    ("news/2022-10-13/a.txt", "", "", ""),
    ("a-20221013.txt", "", "", ""),
    ("2022-02-30.txt", "", "", ""),
    ("a.md", "---\nDate: 2022-10-13T08:00\n---", "date", "2022-10-13"),
    ("2022-10-13.md", "no date", "date", ""),
]


@pytest.mark.parametrize(("name", "text", "field", "date"), DATES)
def test_dates(name, text, field, date):
    assert date_of(name, text, field) == date


@pytest.mark.parametrize(
    "svg",
    [
        timeline("t", "<K>", {"2022-01": {"K": 1, "<C>": 3}, "2022-02": {"K": 2}}),
        heat("h", ["a<b>", "c"], ["K", "C&"], {("a<b>", "K"): 3, ("c", "C&"): 1}),
        graph("g", 'K"', {"<C>": 2, "J": 1}, 4),
        graph("g", "K", {}, 0),
    ],
)
def test_plots_are_well_formed_and_told_in_words(svg):
    root = ET.fromstring(svg)
    told = {child.tag: child.text for child in root}
    assert root.get("role") == "img"
    assert told["title"]
    assert "desc" in told
    numbers = [float(v) for node in root.iter() for k, v in node.attrib.items() if k in ("x", "y", "cx", "cy", "r")]
    assert all(v == v and abs(v) < 10_000 for v in numbers)


def test_templates_are_filled_in_one_pass():
    assert filled("a @@X@@ @@Y@@", X="@@Y@@", Y="1") == "a @@Y@@ 1"
    assert json_text("</script><!--") == '"\\u003c/script\\u003e\\u003c!--"'


def test_the_command(tmp_path):
    (tmp_path / "2022-10-13.txt").write_text("In Cherson.\n", encoding="utf-8")
    out = tmp_path / "r.html"
    done = CliRunner().invoke(cli, ["report", "-o", str(out), str(tmp_path)])
    assert done.exit_code == 0
    assert "1 change, 1 name, 1 document" in done.stderr
    assert (tmp_path / "2022-10-13.txt").read_text(encoding="utf-8") == "In Cherson.\n"
    assert CliRunner().invoke(cli, ["report", "-o", str(out), str(tmp_path)]).exit_code == 0, "its own output is no document"
    assert CliRunner().invoke(cli, ["report", str(tmp_path / "2022-10-13.txt")]).stdout == out.read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["report", "-o", str(tmp_path / "no" / "r.html"), str(tmp_path)]).exit_code == 2


@in_browser
def test_in_a_browser(tmp_path):
    path = tmp_path / "r.html"
    keys = "".join(f'document.dispatchEvent(new KeyboardEvent("keydown", {{key: "{k}", bubbles: true}}));' for k in "jj")
    check = (
        f"{keys} const all = [...document.querySelectorAll('mark.edit')];"
        "document.getElementById('filter').value = 'nothing like it'; document.getElementById('filter').dispatchEvent(new Event('input'));"
        "document.getElementById('said').textContent += ' at ' + all.indexOf(document.activeElement) + ' of ' + all.length;"
    )
    path.write_text(report(("a.txt", HOSTILE), ("b.txt", "In Cherson and in Jersón.")).page().replace("</body>", f"<script>{check}</script></body>"), encoding="utf-8")
    dom = chromium(path, tmp_path)
    assert "<title>Names in order</title>" in dom
    assert "0 found at 1 of 4" in dom
    assert "mark:focus .tip" in dom
