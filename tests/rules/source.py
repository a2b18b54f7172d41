"""The product's source as the rules read it: modules, their imports, their functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from webapp.config import PROJECT

PACKAGE = PROJECT / "webapp"


@dataclass(frozen=True)
class Import:
    """One imported module, the line it stands in, and whether a function hides it."""

    name: str
    line: int
    hidden: bool


@dataclass(frozen=True)
class Module:
    """One file: its dotted name, its room (first part below ``webapp``), its tree."""

    path: Path
    name: str
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """Return ``tracker`` for ``webapp.tracker.service``, ``config`` for ``webapp.config``."""
        return self.name.split(".")[1] if "." in self.name else ""

    @property
    def file(self) -> str:
        """Return the file's own name without its ending."""
        return self.path.stem

    def at(self, line: int) -> str:
        """Return a place to open in an editor."""
        return f"{self.path.relative_to(PROJECT).as_posix()}:{line}"


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the product except the migrations' versions."""
    paths = sorted(p for p in PACKAGE.rglob("*.py") if "versions" not in p.parts)
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(PROJECT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    return Module(path, name, ast.parse(text), text.count("\n"))


@cache
def names() -> frozenset[str]:
    """Return the dotted names of all modules."""
    return frozenset(module.name for module in modules())


@cache
def imports(module: Module) -> tuple[Import, ...]:
    """Return what *module* imports, with ``from package import module`` resolved."""
    return tuple(_walk(module.tree, hidden=False))


def _walk(node: ast.AST, hidden: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, hidden)
        elif isinstance(child, ast.ImportFrom) and child.module:
            for alias in child.names:
                whole = f"{child.module}.{alias.name}"
                name = whole if whole in names() else child.module
                yield Import(name, child.lineno, hidden)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _walk(child, hidden or inside)


def calls(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the dotted name and line of everything *module* calls or reads by dots."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            yield _dotted(node), node.lineno


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method of *module*."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def told(rule: str, why: str, places: list[str]) -> str:
    """Return a failure message: which rule, why it exists, where it is broken."""
    return f"{rule}\nWhy: {why}\n- " + "\n- ".join(places)
