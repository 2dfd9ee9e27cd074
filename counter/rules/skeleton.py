"""The commented beginning of a new pack: what ``counter rules new`` writes. It passes ``rules check`` as it stands."""

from __future__ import annotations

from datetime import date

PACK = """\
# {code}: what this place says. Every rule has dates, a source and both languages; nothing of it is Python.
# 每条规则都有起止日期、出处和中英文;不需要写程序。
#
#   counter rules check {code}.toml        faults with file:line, dead ends, cases
#   counter rules table {code}/residence-permit --pack {code}.toml
#   counter rules diff national {code} --pack {code}.toml

[jurisdiction]
code = "{code}"
inherits = "national"          # where this pack is silent, the decrees of national.toml stand
zh = "(地名)"
en = "(name of the place)"

# A source: kind "law" is cited by article ("x:9" is Art. 9), "notice" by point. tag says how well it is known:
# seed (the text itself), found (read elsewhere), recalled (from memory), design (a proposal of this program).
[source.local-notice]
kind = "notice"
tag = "seed"
# since = {today}           the first day on which it could be relied on; no rule may cite it for an earlier one
zh = "(通告名称、文号)"
en = "(title and number of the notice)"

# A service that differs from the national one in one thing: its deadline.
[service.residence-permit]
extends = "national/residence-permit"
zh = "居住证申领"
en = "Residence permit"
source = "local-notice"
valid_from = {today}
otherwise_zh = "此前按《居住证暂行条例》办理。"
otherwise_en = "Before, the Interim Regulations alone stand."
# values = {{ stay-ground = ["employment", "residence", "study", "none"] }}   narrows a fact to what happens here
# ask = ["smartphone"]                                                     a question to ask in every case
# gives = ["fee", "deadline"]                                              what every accepted case must have
# at_window = false                                                        an errand of the station; no citizen comes for it

# The same kind and code as a national rule: this one stands, and the answer says so.
[[service.residence-permit.deadline]]
code = "issue"
days = 10
unit = "working-days"          # or calendar-days, on-the-spot; never converted into each other
starts = "accepted"            # or applied, received, verified, signed
valid_from = {today}
# valid_to = 2030-12-31        the last day in force; leave out while no end is known
source = "local-notice:2"
zh = "自受理之日起十个工作日内发放。"
en = "Issued within ten working days of acceptance."

# Further kinds, each with code, valid_from, source, zh, en and, if needed, when and over:
#
# [[service.residence-permit.refusal]]      remedy_zh, remedy_en: what the citizen can do next
# when = {{ stay-ground = "none" }}           all lines must hold; [{{ … }}, {{ … }}] is "either … or"
# when = {{ age = {{ from = 16, below = 26 }}, present = ["self", "agent"] }}
# when = {{ mobility = {{ not = "able" }} }}
#
# [[service.residence-permit.document]]     any_of = ["lease"], of = "applicant" | "guardian" | "agent", copies = 0
# [[service.residence-permit.signature]]    paper = "permit-form", by = "applicant"
# [[service.residence-permit.fee]]          fen = 1000, or fen = "local"
# [[service.residence-permit.validity]]     years = 1, or months = 3, or long_term = true
# [[service.residence-permit.fingerprint]]  mode = "none" | "register" | "verify"
# [[service.residence-permit.collection]]   final = true when it cannot be changed after intake
# [[service.residence-permit.effect]]       deed = "register" | "endorse" | "revoke" …, years = "run-on" | "anew"
# [[service.residence-permit.step]]         part = "app" | "before" | "claim" | "show" | "check"
# [[service.residence-permit.window]]       fact = "endorsement-window", months_before = 1, grace_days = 0
# [[service.residence-permit.advice]]       never blocks
# [[service.residence-permit.note]]         over = ["refusal.half-year"] silences that rule while this one speaks
"""

CASES = """\
# Expected results for {code}, readable by a jurist: the day before and after every date, the edges of every span.

# The ordinary case; each case below states only what differs from it.
[ordinary.residence-permit]
present = "self"
age = 30
household = "elsewhere"
resident-months = 6
stay-ground = "study"

[[residence-permit]]
zh = "开办前一天:尚未施行"
on = {before}
expect = {{ outcome = "refuse", refusals = ["not-in-force"] }}

[[residence-permit]]
zh = "开办当天:期限为十个工作日"
on = {today}
facts = {{ shown = ["id-card", "photo", "student-card"] }}
expect = {{ outcome = "accept", days = 10, starts = "accepted" }}
"""


def skeleton(code: str, today: date) -> tuple[str, str]:
    """The pack and its cases for a new jurisdiction, in force from a day on."""
    before = date.fromordinal(today.toordinal() - 1)
    return PACK.format(code=code, today=today), CASES.format(code=code, today=today, before=before)
