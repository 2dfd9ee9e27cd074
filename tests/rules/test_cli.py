"""``counter rules``: exit statuses, shapes, sentences."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from counter.cli.rules import app

SLIP = "beijing/confirmation-slip"
GOOD = ["--fact", "present=self", "--fact", "permit-state=valid", "--fact", "shown=household-book"]


HAN = re.compile(r"[\u4e00-\u9fff]")


def run(*args: str, lang: str = "zh") -> Result:
    return CliRunner().invoke(app, list(args), env={"COUNTER_LANG": lang})


def explained(*args: str) -> dict[str, Any]:
    result = run("explain", *args, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.output)
    return answer


def test_explain_answers_one_object_with_the_stable_members() -> None:
    answer = explained(SLIP, "--on", "2026-11-22", *GOOD)
    assert (answer["outcome"], answer["on"], answer["fingerprint"]) == ("accept", "2026-11-22", "none")
    assert answer["fee"]["fen"] == 0
    assert answer["deadline"]["due"] == "2026-11-22"
    assert answer["documents"][0]["any_of"][0] == "id-card"
    assert set(answer["documents"][0]) >= {"group", "any_of", "of", "source", "why"}


def test_explain_tells_questions_with_their_values() -> None:
    answer = explained(SLIP, "--on", "2026-11-22")
    values = {
        question["fact"]: [value["code"] for value in question["values"]] for question in answer["questions"]
    }
    assert (answer["outcome"], values["present"]) == ("open", ["self", "agent"])


def test_explain_tells_refusals_with_article_and_remedy() -> None:
    answer = explained(SLIP, "--on", "2026-11-22", "--fact", "permit-state=suspended")
    (refusal,) = answer["refusals"]
    assert set(refusal) >= {"code", "text", "source", "why", "remedy"}
    assert refusal["source"]["place"] == "10"
    assert "→" in refusal["why"]["zh"]


def test_a_fact_given_twice_is_a_list() -> None:
    facts = ["present=self", "age=30", "household=elsewhere", "resident-months=6", "stay-ground=study", "shown=id-card",
             "shown=photo", "shown=student-card"]  # fmt: skip
    answer = explained(
        "national/residence-permit",
        "--on",
        "2026-11-22",
        *(arg for fact in facts for arg in ("--fact", fact)),
    )
    assert answer["outcome"] == "accept"


def test_plain_explain_gives_the_same_reasons_in_either_language() -> None:
    asked = ("explain", SLIP, "--on", "2026-11-22", "--fact", "present=agent")
    zh, en = run(*asked).output, run(*asked, lang="en").output
    assert "不予受理" in zh
    assert "    因为：到场人：代办人" in zh
    assert "    下一步：" in zh
    assert "refused: The holder must come" in en
    assert "    why: Who is at the counter: an agent" in en
    assert len(zh.splitlines()) == len(en.splitlines())


@pytest.mark.parametrize(
    "args",
    [
        ("explain", SLIP, "--fact", "present=agent"),
        ("explain", "wuxi/first-id-card"),
        ("explain", "national/id-card", "--fact", "presnt=self"),
        ("explain", SLIP, "--notice", *GOOD[:4], "--fact", "shown="),
        ("explain", SLIP, "--notice", *GOOD),
        ("explain", SLIP, "--notice"),
        ("table", SLIP),
        ("diff", "beijing/residence-permit", "wuxi/residence-permit"),
        ("diff", SLIP, SLIP),
        ("new", "beijing"),
        ("list",),
    ],
)
def test_a_command_speaks_one_language(args: tuple[str, ...]) -> None:
    dated = args if args[0] == "list" else (*args, "--on", "2026-11-22")
    assert not HAN.search(run(*dated, lang="en").output)
    assert HAN.search(run(*dated).output)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((SLIP, "--fact", "presnt=self"), "present"),
        (("beijng/confirmation-slip",), "beijing"),
        (("beijing/confirmation-slp",), "confirmation-slip"),
    ],
)
def test_unknown_words_are_refused_with_the_nearest_one(args: tuple[str, ...], said: str) -> None:
    result = run("explain", *args)
    assert result.exit_code == 1
    assert f"是否指 {said}" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("args", [("slip",), (SLIP, "--on", "tomorrow"), (SLIP, "--fact", "present")])
def test_wrong_usage_is_status_2(args: tuple[str, ...]) -> None:
    assert run("explain", *args).exit_code == 2


def test_list_names_every_service_once() -> None:
    rows = json.loads(run("list", "--json").output)
    names = [(row["jurisdiction"], row["service"]) for row in rows]
    assert len(names) == len(set(names))
    assert ("beijing", "confirmation-slip") in names
    assert any(
        row["inherited"] for row in rows if (row["jurisdiction"], row["service"]) == ("wuxi", "id-card")
    )
    assert "beijing/confirmation-slip" in run("list").output


def test_check_of_the_shipped_packs() -> None:
    result = run("check")
    assert result.exit_code == 0, result.output
    assert "0 处问题" in result.output
    assert json.loads(run("check", "--json").output)["problems"] == []


def test_new_writes_a_pack_that_passes_and_never_writes_over_one(tmp_path: Path) -> None:
    args = ("new", "haihe", "--to", str(tmp_path), "--on", "2026-12-01")
    assert run(*args).exit_code == 0
    pack = tmp_path / "haihe.toml"
    checked = run("check", str(pack))
    assert checked.exit_code == 0, checked.output
    assert "2 个案例" in checked.output
    before = pack.read_bytes()
    again = run(*args)
    assert (again.exit_code, pack.read_bytes()) == (1, before)
    assert run("new", "../evil", "--to", str(tmp_path)).exit_code == 2


def test_check_names_file_line_and_nearest_key(tmp_path: Path) -> None:
    run("new", "haihe", "--to", str(tmp_path), "--on", "2026-12-01")
    pack = tmp_path / "haihe.toml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("\ndays = 10", "\ndayz = 10"), encoding="utf-8")
    line = pack.read_text(encoding="utf-8").splitlines().index("dayz = 10") + 1
    result = run("check", str(pack))
    assert result.exit_code == 1
    assert f"haihe.toml:{line}: 不认识的键“dayz”。 是否指 days?" in result.output
    english = run("check", str(pack), lang="en").output
    assert f"haihe.toml:{line}: " in english
    assert "Did you mean days?" in english
    assert not HAN.search(english)


def test_diff_says_what_changes_for_a_citizen() -> None:
    said = run("diff", "beijing/residence-permit", "wuxi/residence-permit", "--on", "2026-11-22").output
    assert "期限 issue" in said
    assert "八个工作日" in said
    nothing = run("diff", SLIP, SLIP, "--on", "2026-11-22").output
    assert "没有不同" in nothing
    dated = run(
        "diff", "beijing/permit-change", "beijing/permit-change", "--on", "2020-12-31", "--then", "2021-01-01"
    ).output
    assert "十五日内" in dated
    assert "八个工作日" in dated
    assert "只有 beijing" in run("diff", "beijing", "wuxi", "--on", "2026-11-22").output


def test_table_has_a_line_for_each_rule_and_a_column_for_each_fact() -> None:
    lines = run("table", SLIP, "--on", "2026-11-22").output.splitlines()
    assert "present | permit-state | shown" in lines[1]
    assert len(lines) == 2 + 14
    assert lines[2].startswith("refusal")
    rows = json.loads(run("table", SLIP, "--on", "2026-11-22", "--json").output)["rows"]
    assert rows[0]["cells"] == ["agent", "·", "·"]


def test_the_notice_is_told_only_when_nothing_is_left_to_ask() -> None:
    asked = run("explain", SLIP, "--on", "2026-11-22", "--notice")
    assert asked.exit_code == 1
    assert "permit-state" in asked.output
    told = run("explain", SLIP, "--on", "2026-11-22", "--notice", *GOOD[:4], "--fact", "shown=")
    assert told.exit_code == 0, told.output
    assert told.output.startswith("1. 本人：")
    assert "户口所在地派出所" in told.output
    assert "不缺材料" in run("explain", SLIP, "--on", "2026-11-22", "--notice", *GOOD).output


@pytest.mark.parametrize(
    ("fact", "service"),
    [
        ("verified-on=9999-12-31", "beijing/residence-permit"),
        ("signed-on=9999-12-31", "national/id-card"),
        ("endorsed-until=0001-01-01", "national/permit-endorsement"),
        ("age=99999999999999999999", "national/id-card"),
        ("age=" + "9" * 5000, "national/id-card"),
        ("age=-1", "national/id-card"),
        ("present=\x1b[31m", "national/id-card"),
        ("=x", "national/id-card"),
    ],
)
def test_a_hostile_fact_is_one_sentence(fact: str, service: str) -> None:
    ran = run("explain", service, "--on", "2026-11-22", "--fact", "age=30", "--fact", fact)
    assert ran.exit_code == 1
    assert ran.exception is None or isinstance(ran.exception, SystemExit)
    assert "\x1b" not in ran.output
    assert len(ran.output) < 2000


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("command", [["explain", "national/id-card"], ["new", "shiqiao"]])
def test_a_day_no_calendar_reaches_is_wrong_usage(command: list[str], day: str) -> None:
    assert run(*command, "--on", day).exit_code == 2


def test_the_comments_of_a_new_pack_are_true(tmp_path: Path) -> None:
    run("new", "shiqiao", "--to", str(tmp_path), "--on", "2026-11-22")
    path = tmp_path / "shiqiao.toml"
    text = path.read_text(encoding="utf-8")
    filled = re.sub(
        r"^# (since|values|gives|valid_to)( = .*?[\]}\d]) {2,}.*$", r"\1\2", text, flags=re.MULTILINE
    )
    assert filled.count("\nsince = ") + filled.count("\nvalues = ") + filled.count("\nvalid_to = ") == 3
    head = 'code = "x"\nvalid_from = 2026-11-22\nsource = "local-notice:1"\nzh = "说明"\nen = "said"\n'
    kinds = {
        "refusal": 'remedy_zh = "请再来"\nremedy_en = "come again"\nwhen = { mobility = { not = "able" } }',
        "document": 'any_of = ["lease"]\nof = "applicant"\ncopies = 0',
        "signature": 'paper = "loss-report"\nby = "applicant"',
        "advice": "",
        "note": 'over = ["refusal.half-year"]\nwhen = { stay-ground = "study" }',
    }
    for kind, rest in kinds.items():
        assert f"# [[service.residence-permit.{kind}]]" in text
        filled += f"\n[[service.residence-permit.{kind}]]\n{head}{rest}\n"
    path.write_text(filled, encoding="utf-8")
    found = run("check", str(path)).output
    assert [line for line in found.splitlines() if line.startswith("shiqiao.toml")] == [], found


def test_a_new_pack_never_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    ran = run("new", "beijing", "--to", str(tmp_path))
    assert (ran.exit_code, list(tmp_path.iterdir())) == (1, [])


def test_the_check_of_a_cases_file_runs_its_cases(tmp_path: Path) -> None:
    run("new", "shiqiao", "--to", str(tmp_path))
    ran = run("check", str(tmp_path / "shiqiao.cases.toml"))
    assert ran.exit_code == 0
    assert "2 个案例" in ran.output


def test_what_a_pack_says_is_written_with_its_marks(tmp_path: Path) -> None:
    assert run("new", "nowhere", "--to", str(tmp_path)).exit_code == 0
    pack = tmp_path / "nowhere.toml"
    words = pack.read_text(encoding="utf-8")
    pack.write_text(re.sub(r'zh = "[^"]*"', 'zh = "红,绿"', words), encoding="utf-8")
    assert "红，绿" in run("list", "--pack", str(pack)).output
    assert "个案例：0 处问题" in run("check").output


def test_a_folder_without_packs_is_a_fault(tmp_path: Path) -> None:
    result = run("check", str(tmp_path))
    assert result.exit_code == 1
    assert f"{tmp_path.name}:0: 文件读不了：这是文件夹，不是文件。" in result.output
