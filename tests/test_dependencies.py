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


LOCKS = ("requirements.lock", "requirements-bench.lock")


def locked() -> dict[str, str]:
    lines = [line for lock in LOCKS for line in (ROOT / lock).read_text(encoding="utf-8").splitlines()]
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


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_registry(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_what_two_locks_have_is_the_same_version() -> None:
    """The benchmarks are installed beside the program."""
    both = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
        for lock in LOCKS
    ]
    assert {name for name in both[0].keys() & both[1].keys() if both[0][name] != both[1][name]} == set()
