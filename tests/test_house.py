"""The frame: what is exported, who may import whom, what starts fast."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import translit

PACKAGE = Path(translit.__file__).parent

# A module imports only from rooms that stand before its own.
ROOMS = [
    "errors", "collector", "text", "yamlfile", "mapped", "compiled", "shipped", "rules", "gazetteer", "lexicon", "matching", "result", "placing", "memory", "scanning", "protect", "anycase", "rewriting",
    "normalizer", "decisions", "clusters", "audit", "documents", "report", "shortcuts", "review", "config", "cli",
]  # fmt: skip
# lint looks a gazetteer's words up in the word lists.
ALLOWED = {("gazetteer", "lexicon"), ("__init__", "*")}


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("translit."):
            yield node.module.split(".")[1]
        elif isinstance(node, ast.ImportFrom) and node.module == "translit":
            yield from (a.name for a in node.names)


def modules():
    return sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_one_way(path):
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for other in imports(path):
        if other in ROOMS and other != room and (room, other) not in ALLOWED:
            assert ROOMS.index(other) < ROOMS.index(room), f"{room} imports {other}"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_only_one_module_knows_unidecode():
    users = [p.name for p in modules() if "import unidecode" in p.read_text(encoding="utf-8") or "from unidecode" in p.read_text(encoding="utf-8")]
    assert users == ["fallback.py"]


def test_exports_are_exact():
    contract = "normalize explain romanize discover Normalizer Policy Result Edit Decision Candidate Entry TranslitError"
    assert set(contract.split()) <= set(translit.__all__)
    assert translit.__all__ == sorted(translit.__all__)
    for name in translit.__all__:
        assert getattr(translit, name) is not None
        assert name in dir(translit)
    with pytest.raises(AttributeError):
        translit.nothing  # noqa: B018


def test_importing_is_light():
    code = "import sys, translit; sys.exit(any(m in sys.modules for m in ('yaml', 'rapidfuzz', 'msgspec', 'numpy', 'click')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_it_works_without_unidecode():
    code = (
        "import sys; sys.modules['unidecode'] = None\n"
        "from translit import Normalizer, normalize\n"
        "assert normalize('Cherson, Київ') == 'Kherson, Kyiv'\n"
        "n = Normalizer.from_entries([{'canonical': 'Tbilisi', 'native': {'ka': 'თბილისი'}}])\n"
        "assert n.normalize('თბილისი') == 'Tbilisi'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_public_names_have_docstrings():
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path
