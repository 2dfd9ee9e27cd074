"""The documentation cannot lie: its links lead somewhere, its commands exist, and nothing that exists is left out."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from counter.cli.main import app

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
READMES = ["README.md", "README.zh-CN.md"]
ROOMS = sorted(path.parent.name for path in ROOT.glob("counter/*/__init__.py"))


def text_of(page: str | Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


Spellings = tuple[frozenset[str], ...]
"""The options of a command, each with all its spellings."""


def known(*, required: bool = False) -> dict[tuple[str, ...], Spellings]:
    """Every command, as its words, with the options it takes, or only those it wants."""
    found: dict[tuple[str, ...], Spellings] = {}

    def walk(command: object, words: tuple[str, ...]) -> None:
        if isinstance(command, typer.core.TyperGroup):
            for name, inner in command.commands.items():
                walk(inner, (*words, name))
        elif isinstance(command, typer.core.TyperCommand):
            wanted = [one for one in command.params if not required or one.required]
            found[words] = tuple(frozenset(one.opts) for one in wanted if one.opts[0].startswith("-"))

    walk(typer.main.get_command(app), ())
    return found


COMMANDS = known()
REQUIRED = known(required=True)


def told(page: Path) -> Iterator[list[str]]:
    """The commands of a page as words: indented lines, and code within a line."""
    text = text_of(page)
    for line in re.findall(r"^    (counter .*)$", text, re.MULTILINE) + re.findall(
        r"`(counter [^`]+)`", text
    ):
        yield shlex.split(line, comments=True)[1:]


def lacking(words: list[str]) -> list[str]:
    """What a command of a page has that the program has not."""
    if words[0].startswith("-"):
        return []
    for names in words[0].split("|"):
        if (names,) in COMMANDS:
            path: tuple[str, ...] = (names,)
        elif len(words) == 1:
            return [] if any(known[0] == names for known in COMMANDS) else [names]
        else:
            path = (names, words[1])
        for last in path[-1].split("|"):
            if (one := (*path[:-1], last)) not in COMMANDS:
                return [" ".join(one)]
            options = [word.strip("[]") for word in words if word.strip("[]").startswith("-")]
            if wrong := [option for option in options if not any(option in known for known in COMMANDS[one])]:
                return wrong
    return []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_to_something(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)[^)]*\)", text_of(page))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_exists_with_its_options(page: Path) -> None:
    assert [(words, wrong) for words in told(page) if (wrong := lacking(words))] == []


@pytest.mark.parametrize("page", [*READMES, "docs/one-case.md"])
def test_every_command_that_can_be_copied_is_complete(page: str) -> None:
    """Typed as it stands, no command ends in a complaint about an option it wants."""
    for line in re.findall(r"^    counter (.*)$", text_of(page), re.MULTILINE):
        words = shlex.split(line, comments=True)
        path = tuple(words[:2]) if tuple(words[:2]) in COMMANDS else (words[0],)
        assert all(spellings & set(words) for spellings in REQUIRED[path]), line


def test_a_word_that_is_no_command_would_be_found() -> None:
    assert len([*told(ROOT / "README.md")]) >= len({names[0] for names in COMMANDS})
    assert lacking(["slip", "isue"]) == ["slip isue"]
    assert lacking(["holders", "import", "F", "--clerc", "0337"]) == ["--clerc"]
    assert lacking(["holder"]) == ["holder"]


@pytest.mark.parametrize("readme", READMES)
def test_every_command_is_named_in_the_readme(readme: str) -> None:
    words = set(re.findall(r"(?<= )[a-z]+-[a-z]+(?= )|[a-z]+", text_of(readme).partition("## ")[2]))
    named = re.findall(r"^    counter ([a-z]+)", text_of(readme), re.MULTILINE)
    assert sorted({names[0] for names in COMMANDS} - set(named)) == []
    assert sorted({names[-1] for names in COMMANDS} - words) == []


@pytest.mark.parametrize("readme", READMES)
@pytest.mark.parametrize("room", ROOMS)
def test_every_room_is_on_the_map_of_the_house(room: str, readme: str) -> None:
    assert f"`counter/{room}/`" in text_of(readme)


@pytest.mark.parametrize("page", sorted(path.name for path in ROOT.glob("docs/*.md")))
def test_every_page_is_found_from_the_readme(page: str) -> None:
    assert all(f"](docs/{page})" in text_of(readme) for readme in READMES)


def test_every_picture_is_shown_on_a_page() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in re.findall(r"\]\((\S+\.png)\)", text_of(page))
    }
    assert set((ROOT / "docs" / "pictures").rglob("*.png")) == shown


def test_every_file_of_printing_stands_in_the_table_of_paper() -> None:
    table = re.findall(r"`([a-z_]+\*?)\.py`", text_of("docs/paper.md"))
    files = [path.stem for path in (ROOT / "counter" / "printing").glob("[a-z]*.py")]
    named = {stem for stem in files for one in table if re.fullmatch(one.replace("*", ".*"), stem)}
    assert sorted(set(files) - named) == []
