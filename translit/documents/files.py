"""Which files a path stands for: itself, a folder's files, or those a pattern names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from translit.documents.base import Options
from translit.documents.document import format_of, mismatch
from translit.documents.storage import compression
from translit.errors import DocumentError

HEAD = 8192  # bytes in which a file without a known name is searched for NUL
SHOWN = 5


@dataclass(slots=True)
class Found:
    """The files to work on, each with the folder it was found under, and what was passed over."""

    files: list[tuple[Path, Path]] = field(default_factory=list)
    skipped: dict[str, list[Path]] = field(default_factory=dict)
    """Files passed over, by the reason."""
    remarks: list[str] = field(default_factory=list)
    """What else is to be said about the search."""

    def skip(self, why: str, path: Path) -> None:
        """Pass a file over."""
        self.skipped.setdefault(why, []).append(path)

    def notes(self) -> list[str]:
        """A line for each reason, with the file or the kinds of files it holds for."""
        out = list(self.remarks)
        for why, paths in sorted(self.skipped.items()):
            if len(paths) == 1:
                out.append(f"skipped {paths[0]}: {why}")
                continue
            kinds = sorted(Counter(p.suffix.lower() or "no suffix" for p in paths).items(), key=lambda k: (-k[1], k[0]))
            shown = ", ".join(f"{count} {suffix}" for suffix, count in kinds[:SHOWN]) + (" …" if len(kinds) > SHOWN else "")
            out.append(f"skipped {len(paths)} files: {why} ({shown})")
        return out


def find_files(paths: Iterable[Path], options: Options, *, writing: bool = False) -> Found:
    """The files that paths stand for, in order, each once. A path that doesn't exist may be a pattern (`**` goes through folders).

    Of a folder: the files of a known format under it, without hidden ones and what git ignores. Raises `DocumentError` where there is nothing.
    """
    found = Found()
    faults: list[str] = []
    for path in paths:
        if path.is_dir():
            _folder(path, options, found, writing=writing)
        elif path.exists():
            _take(path, path, options, found)
        else:
            import glob

            # Path.glob takes no absolute patterns.
            matches = [Path(p) for p in sorted(glob.glob(str(path), recursive=True))] if glob.has_magic(str(path)) else []  # noqa: PTH207
            if not matches:
                faults.append(f"{path}: no such file or folder")
            for match in matches:
                if match.is_file():
                    _take(match, match, options, found)
    if faults:
        raise DocumentError("\n".join(faults))
    found.files = list({path.absolute(): (path, root) for path, root in reversed(found.files)}.values())[::-1]
    return found


def _take(path: Path, root: Path, options: Options, found: Found) -> None:
    """Take a file that was named, unless it is binary and of no known format."""
    if format_of(path, options) is None and not compression(path):
        try:
            with path.open("rb") as source:
                binary = b"\0" in source.read(HEAD)
        except OSError as error:
            raise DocumentError(f"{path}: can't be read: {error.strerror}") from error
        if binary:
            found.skip("binary, of no known format", path)
            return
    found.files.append((path, root))


def _folder(root: Path, options: Options, found: Found, *, writing: bool) -> None:
    known: list[Path] = []
    by_name = Options()
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = Path(folder, name)
            kind = format_of(path, by_name)
            if name.startswith(".") or not path.is_file():
                continue
            if kind is None or (options.format and kind.name != options.format):
                found.skip("of no known format" if kind is None else f"not {options.format}", path)
            elif mismatch(kind, options):
                found.skip(f"{mismatch(kind, options)} doesn't apply", path)
            elif writing and kind.read_only:
                found.skip("read, never written", path)
            else:
                known.append(path)
    ignored = _ignored(root, known, found)
    found.files += [(p, root) for p in known if p not in ignored]


def _ignored(root: Path, paths: list[Path], found: Found) -> set[Path]:
    """The files that git ignores. Git itself is asked: nothing else knows all its rules (nested files, negation, the user's and the repository's own lists,
    and that a tracked file is never ignored), and outside a repository a `.gitignore` means nothing."""
    if not paths or not any((p / ".git").exists() for p in (root.resolve(), *root.resolve().parents)):
        return set()
    import shutil
    import subprocess

    if not shutil.which("git"):
        found.remarks.append(f"{root}: git isn't installed, so what .gitignore names is not left out")
        return set()
    # The repository's own configuration may name programs to run; this question needs none of them.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-C", str(root), "check-ignore", "-z", "--stdin"]
    lines = b"\0".join(os.fsencode(p.relative_to(root)) for p in paths)
    done = subprocess.run(command, input=lines, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        found.remarks.append(f"{root}: git can't tell what is ignored here ({said[0] if said else done.returncode}), so nothing is left out")
        return set()
    return {root / os.fsdecode(line) for line in done.stdout.split(b"\0") if line}
