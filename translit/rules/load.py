"""Read rule files: one YAML file a rule set, every fault reported at once with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from translit.errors import DataError, Fault, did_you_mean
from translit.rules.check import check_rules
from translit.rules.model import END, KINDS, START, STATUSES, Example, Rule, RuleSet
from translit.text import plain_marks, taken_apart
from translit.yamlfile import Map, Seq, parse

KEYS = (
    "id", "kind", "title", "aliases", "source", "target", "authority", "year", "status", "reference", "note", "extends", "classes",
    "letters", "same", "rules", "also", "exceptions", "examples", "decompose", "capitalize", "first",
)  # fmt: skip
RULE_KEYS = ("find", "write", "prev", "next", "note")

Parents = Callable[[str], RuleSet]


class _Reader:
    """Reads one file; collects faults instead of stopping at the first."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.decompose = False

    def source(self, text: str) -> str:
        """Source letters as the rules see them."""
        return taken_apart(text) if self.decompose else plain_marks(text)

    def fault(self, line: int, path: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, path, message))

    def text(self, node: Map, key: str, default: str = "") -> str:
        value = node.get(key, default)
        if isinstance(value, str):
            return value
        self.fault(node.lines[key], key, "must be text")
        return default

    def flag(self, node: Map, key: str) -> bool:
        value = self.text(node, key, "no")
        if value not in ("yes", "no"):
            self.fault(node.lines[key], key, "must be yes or no")
        return value == "yes"

    def texts(self, node: Map, key: str) -> tuple[str, ...]:
        value = node.get(key, "")
        if isinstance(value, str):
            return (value,) if value else ()
        if isinstance(value, Seq) and all(isinstance(v, str) for v in value):
            return tuple(value)
        self.fault(node.lines[key], key, "must be a text or a list of texts")
        return ()

    def table(self, node: Map, key: str) -> Map:
        value = node.get(key, "")
        if isinstance(value, Map):
            return value
        if value != "":
            self.fault(node.lines[key], key, "must be a mapping")
        return Map(node.lines.get(key, node.line))

    def items(self, node: Map, key: str) -> Seq:
        value = node.get(key, "")
        if isinstance(value, Seq):
            return value
        if value != "":
            self.fault(node.lines[key], key, "must be a list")
        return Seq(node.lines.get(key, node.line))

    def known_keys(self, node: Map, known: Sequence[str], path: str) -> None:
        for key, line in node.lines.items():
            if key not in known:
                self.fault(line, path + key, f"unknown key{did_you_mean(key, known)}")

    def choice(self, node: Map, key: str, known: Sequence[str]) -> str:
        value = self.text(node, key)
        if value not in known:
            self.fault(node.lines.get(key, node.line), key, f"must be one of {', '.join(known)}, not {value!r}{did_you_mean(value, known)}")
        return value

    def context(self, rule: Map, key: str, path: str, classes: dict[str, frozenset[str]]) -> frozenset[str] | None:
        if key not in rule:
            return None
        found: set[str] = set()
        for item in self.texts(rule, key):
            if item in (START, END):
                if item != (START if key == "prev" else END):
                    self.fault(rule.lines[key], f"{path}.{key}", f"{item} can't stand in `{key}`")
                found.add(item)
            elif item.startswith("<") and item.endswith(">") and len(item) > 2:
                name = item[1:-1]
                if name not in classes:
                    self.fault(rule.lines[key], f"{path}.{key}", f"no class {name!r}{did_you_mean(name, [*classes, 'start', 'end'])}")
                found |= classes.get(name, frozenset())
            elif len(self.source(item)) == 1:
                found.add(self.source(item))
            else:
                self.fault(rule.lines[key], f"{path}.{key}", f"{item!r} is neither a letter, a <class>, <start> nor <end>")
        return frozenset(found)

    def expanded(self, item: Map, path: str, classes: dict[str, frozenset[str]], plain: dict[str, str]) -> list[tuple[str, str]]:
        """The (find, write) pairs of a rule: one, or one for each letter of the class that `find` names.

        `{}` in `write` then stands for what that letter is written as by itself.
        """
        find, written = self.text(item, "find"), self.text(item, "write")
        named = re.search(r"<(\w+)>", find)
        if not named:
            find = self.source(find)
            if not find or find != find.lower():
                self.fault(item.line, f"{path}.find", "must be lower-case letters, at least one")
                return []
            return [(find, written)]
        letters = classes.get(named[1])
        if letters is None:
            self.fault(item.line, f"{path}.find", f"no class {named[1]!r}{did_you_mean(named[1], list(classes))}")
            return []
        unwritten = sorted(letter for letter in letters if letter not in plain) if "{}" in written else []
        if unwritten:
            self.fault(item.line, f"{path}.find", f"`letters` doesn't say how {' '.join(unwritten)} is written")
        around = [self.source(part) for part in (find[: named.start()], find[named.end() :])]
        return [(letter.join(around), written.replace("{}", plain.get(letter, ""))) for letter in sorted(letters)]

    def rules(self, node: Map, key: str, classes: dict[str, frozenset[str]], plain: dict[str, str]) -> list[Rule]:
        out: list[Rule] = []
        for i, item in enumerate(self.items(node, key)):
            line, path = node[key].lines[i], f"{key}[{i}]"
            if not isinstance(item, Map):
                self.fault(line, path, "must be a mapping with find and write")
                continue
            self.known_keys(item, RULE_KEYS, path + ".")
            missing = [k for k in ("find", "write") if k not in item]
            if missing:
                self.fault(line, path, f"{' and '.join(missing)} missing")
                continue
            pairs = self.expanded(item, path, classes, plain)
            if pairs:
                prev, following = self.context(item, "prev", path, classes), self.context(item, "next", path, classes)
                note = self.text(item, "note")
                out += [Rule(find=find, write=written, prev=prev, next=following, note=note, line=line, file=self.file) for find, written in pairs]
        return out

    def letters(self, node: Map) -> list[Rule]:
        table = self.table(node, "letters")
        out: list[Rule] = []
        for key, value in table.items():
            find = self.source(key)
            if not isinstance(value, str):
                self.fault(table.lines[key], f"letters.{key}", "must be text")
            elif not find or find != find.lower():
                self.fault(table.lines[key], f"letters.{key}", "must be lower-case letters: capitals are derived")
            else:
                out.append(Rule(find=find, write=value, line=table.lines[key], file=self.file))
        return out

    def same(self, node: Map) -> dict[str, str]:
        """Each letter of a key, read as the letter at the same place of its value."""
        table = self.table(node, "same")
        out: dict[str, str] = {}
        for key, value in table.items():
            if not isinstance(value, str) or len(key) != len(value) or key != key.lower() or value != value.lower():
                self.fault(table.lines[key], f"same.{key}", "must be lower-case letters, as many as it has on the other side")
            else:
                out |= dict(zip(key, value, strict=True))
        return out

    def examples(self, node: Map) -> tuple[Example, ...]:
        out: list[Example] = []
        for i, item in enumerate(self.items(node, "examples")):
            line = node["examples"].lines[i]
            if not isinstance(item, Map) or {*item} - {"note"} != {"given", "expect"} or not all(isinstance(v, str) for v in item.values()):
                self.fault(line, f"examples[{i}]", "must be {given: …, expect: …}")
                continue
            out.append(Example(item["given"], item["expect"], line))
        return tuple(out)


def read_rule_set(text: str, file: str, parents: Parents) -> RuleSet:
    """Build a rule set from the text of its file. `parents` gives the rule set that `extends` names.

    Raises `DataError` with every fault of the file.
    """
    node: Any = parse(text, file)
    if not isinstance(node, Map):
        raise DataError([Fault(file, 1, "", "a rule file is a mapping: id, kind, source, letters, rules, examples …")])
    r = _Reader(file)
    r.known_keys(node, KEYS, "")
    r.decompose, capitalize = r.flag(node, "decompose"), r.flag(node, "capitalize")
    rule_id, kind = r.text(node, "id"), r.choice(node, "kind", KINDS)
    if rule_id != Path(file).stem:
        r.fault(node.lines.get("id", 1), "id", f"must be the file's name, {Path(file).stem!r}, not {rule_id!r}")
    source, target = r.table(node, "source"), r.table(node, "target")
    r.known_keys(source, ("language", "script"), "source.")
    r.known_keys(target, ("language", "script"), "target.")
    status = r.choice(node, "status", STATUSES) if kind != "base" else "draft"
    if kind != "base":
        if rule_id.split("-", 1)[0] != r.text(source, "language"):
            r.fault(node.lines.get("id", 1), "id", f"must begin with the source language, {r.text(source, 'language')!r}")
        for key in ("title", "source", "reference", "examples"):
            if not node.get(key):
                r.fault(node.line, key, "missing")
        for key in ("language", "script"):
            if not r.text(source, key):
                r.fault(source.line, f"source.{key}", "missing")
        if kind == "convention" and not r.text(target, "language"):
            r.fault(target.line, "target.language", "missing: a convention is a language's habit")

    parent_sets = [parents(p) for p in _known_parents(r, node, parents)]
    classes: dict[str, frozenset[str]] = {}
    table = r.table(node, "classes")
    for name, value in table.items():
        if isinstance(value, str):
            classes[name] = frozenset(c for c in r.source(value) if not c.isspace())
        else:
            r.fault(table.lines[name], f"classes.{name}", "must be the letters of the class as one text")
    letters = r.letters(node)
    plain = {rule.find: rule.write for layer in (*(p.rules for p in parent_sets), letters) for rule in layer if not rule.contexts}
    own = letters + r.rules(node, "rules", classes, plain)
    also = r.rules(node, "also", classes, plain)
    merged = _merge([p.rules for p in parent_sets], own)
    r.faults += check_rules(merged, file)
    exceptions = {k: v for p in parent_sets for k, v in p.exceptions.items()}
    exceptions |= {r.source(k).lower(): v for k, v in r.table(node, "exceptions").items()}
    same = {k: v for p in parent_sets for k, v in p.same.items()} | r.same(node)
    if r.faults:
        raise DataError(r.faults)
    return RuleSet(
        id=rule_id,
        kind=kind,
        title=r.text(node, "title"),
        language=r.text(source, "language"),
        script=r.text(source, "script"),
        target=r.text(target, "language"),
        authority=r.text(node, "authority"),
        year=r.text(node, "year"),
        status=status,
        reference=r.texts(node, "reference"),
        aliases=r.texts(node, "aliases"),
        note=r.text(node, "note"),
        rules=tuple(merged),
        also=tuple(_merge([p.also for p in parent_sets], also)),
        exceptions=exceptions,
        same=same,
        examples=r.examples(node),
        decompose=r.decompose,
        capitalize=capitalize,
        first=_first(r, node, parents),
        file=file,
    )


def _first(r: _Reader, node: Map, parents: Parents) -> str:
    name = r.text(node, "first")
    if name:
        try:
            parents(name)
        except KeyError as error:
            raise DataError([Fault(r.file, node.lines["first"], "first", str(error.args[0]))]) from error
    return name


def _known_parents(r: _Reader, node: Map, parents: Parents) -> list[str]:
    found: list[str] = []
    for name in r.texts(node, "extends"):
        try:
            parents(name)
        except DataError as error:
            r.faults += error.faults
        except KeyError as error:
            r.fault(node.lines["extends"], "extends", str(error.args[0]))
        else:
            found.append(name)
    return found


def _merge(parents: Iterable[Sequence[Rule]], own: Sequence[Rule]) -> list[Rule]:
    """A letter without contexts replaces all that the parents say of it; a rule with contexts is added, or replaces its like."""
    merged: list[Rule] = []
    for layer in (*parents, own):
        anew = {rule.find for rule in layer if not rule.contexts}
        alike = {(rule.find, rule.prev, rule.next) for rule in layer}
        merged = [r for r in merged if r.find not in anew and (r.find, r.prev, r.next) not in alike] + list(layer)
    return merged
