"""What the program leans on: each library has its reason, is imported, and stands in the lock at a version that is allowed."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
PROJECT = tomllib.loads(TEXT)
RUNTIME = [Requirement(one) for one in PROJECT["project"]["dependencies"]]
OTHERS = [Requirement(one) for group in PROJECT["dependency-groups"].values() for one in group]


def locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if re.match(r"[a-z0-9]", line))


def imported(folder: str) -> set[str]:
    """The distributions whose modules are imported somewhere in a folder, at the top of a file or within a function."""
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.partition(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    owners = packages_distributions()
    return {owner.lower().replace("_", "-") for module in modules for owner in owners.get(module, [])}


def test_exactly_the_libraries_of_the_program_are_its_dependencies() -> None:
    assert {one.name for one in RUNTIME} == imported("counter") - {"counter"}


@pytest.mark.parametrize("wanted", [*RUNTIME, *OTHERS], ids=lambda one: one.name)
def test_each_dependency_has_a_reason_and_is_locked_as_allowed(wanted: Requirement) -> None:
    assert re.search(rf'^    "{re.escape(wanted.name)}[=>].*", *# \S', TEXT, re.MULTILINE)
    assert locked()[wanted.name] in wanted.specifier


def test_the_lock_names_no_registry() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
