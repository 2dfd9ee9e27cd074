"""The page for hotels and schools in a real Chromium: what it says of good and bad codes, and what it never does."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import base45
import cbor2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from counter.locale import Text
from counter.places import data_dir
from counter.printing.code import STATES, sign
from counter.printing.paper import Paper
from counter.printing.press import Press
from counter.printing.verify import Verdict, verify_text
from counter.trust.algorithms import ALGORITHMS, Algorithm
from counter.trust.certificate import CERTIFICATE, issue
from counter.trust.chain import Chain
from counter.trust.keys import SigningKey
from counter.trust.page import PARTS, SHIPPED, assembled, baked
from counter.trust.sign1 import block
from tests.trust.conftest import AT, Certified, certified, terms
from tests.trust.test_chain import own_list
from tests.verify.chromium import Chromium, chromium
from tests.verify.conftest import CLAIMS, SERIAL, TITLES, VOID, codes

pytestmark = [pytest.mark.slow, pytest.mark.component]

SHIPPED_PAGE = data_dir() / SHIPPED
RESULT = """({
  state: document.documentElement.dataset.state,
  verdict: document.getElementById("verdict").textContent,
  reasons: [...document.querySelectorAll("#reasons li")].map((one) => one.textContent),
  claims: [...document.querySelectorAll("#claims dd")].map((one) => one.textContent),
})"""


def scanned(browser: Chromium, code: str) -> dict[str, object]:
    """What the page says of a code that a scanner typed into it."""
    browser.run("document.getElementById('code').value = ''; document.getElementById('code').focus()")
    browser.run("delete document.documentElement.dataset.state")
    browser.type(code)
    browser.press("Enter", "\r")
    browser.until("document.documentElement.dataset.state")
    return dict(browser.run(RESULT))


def in_language(browser: Chromium, language: str) -> None:
    if browser.run("document.documentElement.lang")[:2] != language:
        browser.run("document.getElementById('language').click()")


# The file ------------------------------------------------------------------------------------------------------------


def test_the_shipped_page_is_made_of_its_parts() -> None:
    """After a change of a part: python tools/build_verify_page.py."""
    assert SHIPPED_PAGE.read_text(encoding="utf-8") == assembled(data_dir())


def test_the_page_names_no_address_and_uses_nothing_that_could_reach_one() -> None:
    text = SHIPPED_PAGE.read_text(encoding="utf-8")
    assert (
        re.findall(
            r"https?:|//[a-z]+\.|\bfetch\b|XMLHttpRequest|WebSocket|sendBeacon|localStorage|cookie", text
        )
        == []
    )
    assert "default-src 'none'" in text
    assert "unsafe" not in text


def test_every_word_is_there_in_both_languages_and_used() -> None:
    source = data_dir() / "verify" / "source"
    told = re.findall(r"^  (\w+): \[", (source / "words.js").read_text(encoding="utf-8"), re.MULTILINE)
    whole = "".join(path.read_text(encoding="utf-8") for path in source.iterdir())
    unused = [
        name
        for name in told
        if len(re.findall(rf"\b{name}\b", whole)) < 2 and not re.match(r"(key|sheet)(AsOf|NoList)", name)
    ]
    assert unused == []
    assert len(told) == len(set(told))


def test_what_is_baked_in_cannot_end_its_block(tmp_path: Path, browser: Chromium) -> None:
    nasty = Text("</script ></script x</script><script>document.title='x'</script>", "<!--&amp;]]>")
    file = tmp_path / "verify.html"
    file.write_text(baked(data_dir(), "", {"confirmation-slip": nasty}), encoding="utf-8")
    browser.open(file)
    assert browser.run("JSON.parse(document.getElementById('baked').textContent).forms['confirmation-slip']") == [
        nasty.zh, nasty.en,
    ]  # fmt: skip
    assert browser.run("document.title") == "核验户籍窗口单据"
    assert browser.run("document.scripts.length") == 2


def test_every_state_of_a_form_has_words_on_the_page_and_in_the_program(press: Press) -> None:
    words = (data_dir() / "verify" / "source" / "words.js").read_text(encoding="utf-8")
    listed = set(re.findall(r"(\w+): \"", words.partition("const STATE_WORDS")[2].partition("}")[0]))
    assert {form.code_state for form in press.forms.values() if form.code_at} <= set(STATES) == listed


# Codes ---------------------------------------------------------------------------------------------------------------

SAID = {
    "good": ("valid", "有效（截至 2026-11-22 的名单）", "Valid, as of the list of 2026-11-22", "密钥未被吊销", "is not void"),
    "altered": ("invalid", "不能证明", "Not proved", "内容被改动过", "the code was altered"),
    "revoked": ("invalid", "不能证明", "Not proved", "密钥已被吊销（密钥可能泄露）", "revoked (the key may have leaked)"),
    "expired": ("invalid", "不能证明", "Not proved", "不在证书有效期", "not within its certificate"),
    "foreign": ("invalid", "不能证明", "Not proved", "未知的密钥", "unknown key"),
    "void": ("invalid", "不能证明", "Not proved", f"它由 {SERIAL} 替代", f"replaced by {SERIAL}"),
    "other-station": ("invalid", "不能证明", "Not proved", "另一个单位", "another station"),
    "specimen": ("specimen", "样张，核验一致（截至", "A specimen, unaltered, as of", "这是样张", "This is a specimen"),
    "no-code": ("invalid", "不能证明", "Not proved", "不是本系统的核验码", "not a code of this system"),
}  # fmt: skip


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", SAID)
def test_what_is_said_of_a_code(
    browser: Chromium, page: Path, station: Certified, gone: SigningKey, kind: str, language: str
) -> None:
    browser.open(page)
    in_language(browser, language)
    told = scanned(browser, codes(station, gone)[kind])
    state, *words = SAID[kind]
    assert told["state"] == state
    assert words[0 if language == "zh" else 1] in told["verdict"]
    assert any(words[2 if language == "zh" else 3] in reason for reason in told["reasons"]), told["reasons"]
    assert ("CLAIM" if told["claims"][1:] else "") == (
        "" if kind in {"altered", "foreign", "no-code"} else "CLAIM"
    )


def test_a_good_code_shows_what_to_compare_with_the_paper(
    browser: Chromium, page: Path, station: Certified
) -> None:
    browser.open(page)
    told = scanned(browser, sign(CLAIMS, station.key))
    assert told["claims"][:5] == [SERIAL, "居住证(卡)确认单", "已开具", "110108990000", "2026-11-22 10:21"]
    assert any("望山路派出所（110108990000）签发；证书第 1 号" in reason for reason in told["reasons"])
    in_language(browser, "en")
    assert browser.run(RESULT)["claims"][1:3] == ["Confirmation slip", "granted"], (
        "the result changes with the language"
    )


def test_nothing_leaves_the_page(browser: Chromium, page: Path, station: Certified) -> None:
    browser.open(page)
    scanned(browser, sign(CLAIMS, station.key))
    assert browser.asked == [page.as_uri()]
    assert browser.complaints == []
    browser.run("fetch('http://localhost:9/').catch(() => 0)")
    browser.run(
        "new Promise((done) => { const one = new Image(); one.onerror = done; one.src = 'http://localhost:9/x.png'; })"
    )
    refused = " ".join(browser.complaints)
    assert all(part in refused for part in ("connect-src", "img-src", "violates")), "the policy is in force"


@pytest.mark.parametrize("algorithm", ALGORITHMS, ids=lambda one: one.name)
def test_every_algorithm(browser: Chromium, tmp_path: Path, algorithm: Algorithm) -> None:
    """SM2, which no browser knows, is computed by the page against signatures of the program openssl; and it says so."""
    city = certified(tmp_path / "root")
    key = SigningKey.of(algorithm.make())
    paper = issue(CERTIFICATE, terms(), key.public, city.root.key)
    told = own_list(city, key, void={})
    file = tmp_path / "verify.html"
    file.write_text(baked(data_dir(), city.text + paper.text + told.text, TITLES), encoding="utf-8")
    browser.open(file)
    code = sign(CLAIMS, key)
    said = scanned(browser, code)
    assert said["state"] == "valid", said["reasons"]
    assert any("不是经认证" in reason for reason in said["reasons"]) is (algorithm.name == "sm2")
    assert "没有采用" not in browser.run("document.getElementById('believed').textContent")
    whole = bytearray(base45.b45decode(code))
    whole[-1] ^= 1
    assert scanned(browser, base45.b45encode(bytes(whole)).decode())["state"] == "invalid"


def test_a_browser_without_ed25519_says_so(browser: Chromium, page: Path, station: Certified) -> None:
    """As in browsers before 2025: the method is unknown to them."""
    script = """
      const real = crypto.subtle.importKey.bind(crypto.subtle);
      crypto.subtle.importKey = (kind, raw, method, ...rest) => method.name === "Ed25519"
        ? Promise.reject(new DOMException("no", "NotSupportedError")) : real(kind, raw, method, ...rest);
    """
    planted = browser.call("Page.addScriptToEvaluateOnNewDocument", source=script)["identifier"]
    try:
        browser.call("Page.navigate", url=page.as_uri())
        browser.until("document.getElementById('papers-told')?.textContent")
        assert "Ed25519" in browser.run("document.getElementById('papers-told').textContent")
        browser.run(f"document.getElementById('code').value = {json.dumps(sign(CLAIMS, station.key))}")
        browser.run("document.getElementById('check').click()")
        browser.until("document.documentElement.dataset.state")
        assert browser.run(RESULT)["state"] != "valid"
    finally:
        browser.call("Page.removeScriptToEvaluateOnNewDocument", identifier=planted)


# The same verdict as the program's -----------------------------------------------------------------------------------


def parts(browser: Chromium) -> None:
    """The parts of the page, without the page itself, at hand for many questions at once."""
    source = data_dir() / "verify" / "source"
    words = "\n".join((source / f"{part}.js").read_text(encoding="utf-8") for part in PARTS if part != "page")
    browser.run(
        f"(() => {{ {words}; globalThis.parts = {{ judge, believe, readPapers, readPicture, fromBase45, fromCbor }}; }})()"
    )


def judged(browser: Chromium, trusted: str, told: str, texts: list[str]) -> list[str]:
    """The state that the page gives each text."""
    question = f"""(async () => {{
      const chain = await parts.believe({json.dumps(trusted)}, {json.dumps(told)});
      const states = [];
      for (const text of {json.dumps(texts)}) {{
        try {{ states.push((await parts.judge(text, chain, {AT})).state); }} catch (error) {{ states.push(String(error)); }}
      }}
      return states;
    }})()"""
    return list(browser.run(question))


def state_of(verdict: Verdict) -> str:
    if not verdict.valid:
        return "invalid"
    return "specimen" if verdict.claims and verdict.claims.specimen else "valid"


def mutations(texts: list[str], count: int) -> list[str]:
    """Codes altered at random, in their letters and in the bytes under them; always the same ones."""
    chance, found = random.Random(20261122), []
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:az中\n"
    for _ in range(count):
        text = chance.choice(texts)
        if chance.random() < 0.5:
            place = chance.randrange(len(text))
            found.append(text[:place] + chance.choice(letters) + text[place + chance.choice((0, 1, 1, 2)) :])
        else:
            raw = bytearray(base45.b45decode(text))
            raw[chance.randrange(len(raw))] ^= chance.randrange(1, 256)
            found.append(base45.b45encode(bytes(raw)).decode())
    return found


def test_page_and_program_agree_on_every_code(
    browser: Chromium, page: Path, papers: str, station: Certified, gone: SigningKey
) -> None:
    whole = [
        text
        for kind, text in codes(station, gone).items()
        if kind not in {"altered", "no-code", "list-as-code"}
    ]
    texts = [*codes(station, gone).values(), *whole, *mutations(whole, 600)]
    browser.open(page)
    parts(browser)
    chain = Chain.of(papers)
    wanted = [state_of(verify_text(text, chain, AT)) for text in texts]
    assert {"valid", "invalid", "specimen"} == set(wanted)
    found = judged(browser, papers, "", texts)
    assert [one for one in zip(texts, wanted, found, strict=True) if one[1] != one[2]] == []


def spelt_higher(text: str) -> str:
    """The same bytes, if a reader let three letters of Base45 run over 65535 (RFC 9285, 6)."""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    for at in range(0, len(text) - 3, 3):
        value = sum(letters.index(letter) * 45**n for n, letter in enumerate(text[at : at + 3])) + 65_536
        if value < 45**3:
            three = "".join(letters[value // 45**n % 45] for n in range(3))
            return text[:at] + three + text[at + 3 :]
    raise AssertionError(text)


def test_page_and_program_agree_on_well_signed_nonsense(
    browser: Chromium, page: Path, papers: str, station: Certified
) -> None:
    from counter.trust.sign1 import sealed

    good: dict[int, object] = {
        1: SERIAL,
        2: "confirmation-slip",
        3: "granted",
        4: CLAIMS.station,
        5: AT,
        6: b"d" * 16,
    }
    texts = []
    for claims in (
        good, {**good, 7: True}, {**good, 7: False}, {**good, 7: 1}, {**good, 5: "x"}, {**good, 5: True}, {**good, 1: 1},
        {**good, 6: "d"}, {k: v for k, v in good.items() if k != 4}, {**good, 9: "more"},
    ):  # fmt: skip
        texts += [base45.b45encode(sealed(claims, station.key, typ)).decode() for typ in ("", "counter-list")]
    protected, payload = cbor2.dumps({1: -7}), cbor2.dumps(good)  # an algorithm that is not the key's
    signature = station.key.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    lying = cbor2.CBORTag(18, [protected, {4: station.key.key_id}, payload, signature])
    texts.append(base45.b45encode(cbor2.dumps(lying)).decode())
    whole = base45.b45decode(texts[0])  # the same token, spelt otherwise: the signature would still be right
    for spelt in (
        b"\xd2\x84\x58\x03" + whole[3:],
        b"\xd2\x9f" + whole[2:] + b"\xff",
        b"\xd8\x12" + whole[1:],
    ):
        texts.append(base45.b45encode(spelt).decode())
    texts.append(spelt_higher(texts[0]))
    browser.open(page)
    parts(browser)
    wanted = [state_of(verify_text(text, Chain.of(papers), AT)) for text in texts]
    assert (wanted[0], wanted[-5:]) == ("valid", ["invalid"] * 5)
    assert judged(browser, papers, "", texts) == wanted


def test_hostile_cbor_is_refused_and_not_endured(browser: Chromium, page: Path, papers: str) -> None:
    hostile = [
        b"\xd2" * 5000, b"\x9f" * 500, b"\x81" * 9999, b"\x9b" + b"\xff" * 8, b"\x5b\x7f" + b"\xff" * 7,
        b"\xbb\x00" + b"\xff" * 7,
        b"\xd2\x84\x40\xa0\x40\x40", b"\xd2\x84\x43\xa1\x01\x27\xa1\x04\x40\x40\x40", cbor2.dumps(cbor2.CBORTag(18, {})), b"",
    ]  # fmt: skip
    browser.open(page)
    parts(browser)
    texts = [base45.b45encode(raw).decode() for raw in hostile]
    assert judged(browser, papers, "", texts) == ["invalid"] * len(texts)


# Papers --------------------------------------------------------------------------------------------------------------


def given(browser: Chromium, text: str) -> str:
    """What the page says of certificates and lists that somebody pasted."""
    browser.run("document.querySelector('details').open = true; document.getElementById('papers').focus()")
    browser.run(f"document.getElementById('papers').value = {json.dumps(text)}")
    browser.run(
        "document.getElementById('papers-told').textContent = '…'; document.getElementById('take').click()"
    )
    browser.until("document.getElementById('papers-told').textContent !== '…'")
    return str(browser.run("document.getElementById('papers-told').textContent"))


def test_the_page_without_papers_learns_them(
    browser: Chromium, station: Certified, lists: str, tmp_path: Path
) -> None:
    browser.open(SHIPPED_PAGE)
    code = sign(CLAIMS, station.key)
    assert scanned(browser, code)["state"] == "invalid"
    assert given(browser, station.text) == ""
    told = browser.run(RESULT)
    assert told["state"] == "valid", "the code on show is judged again"
    assert any("没有吊销名单" in reason for reason in told["reasons"])
    file = tmp_path / "lists.txt"
    file.write_text(lists + "".join(one.text for one in station.root.certified()), encoding="ascii")
    browser.give("#papers-file", file)
    browser.until("document.getElementById('verdict').textContent.includes('截至')")
    assert station.root.paper.key.fingerprint in browser.run(
        "document.getElementById('believed').textContent"
    )


def test_papers_of_others_change_nothing(
    browser: Chromium, page: Path, station: Certified, tmp_path: Path
) -> None:
    thief = certified(tmp_path / "thief")
    browser.open(page)
    forged = issue(CERTIFICATE, terms(), thief.key.public, thief.root.key)
    token = cbor2.loads(forged.raw)
    token.value[1] = {4: station.root.key.key_id}  # it says that it is of the root
    pretended = block("CERTIFICATE", cbor2.dumps(token))
    for text in (thief.text, forged.text, pretended, thief.key.public.text()):
        assert given(browser, text) == ""
        assert scanned(browser, sign(CLAIMS, thief.key))["state"] == "invalid"
    assert "不是由可信的密钥签名" in given(browser, own_list(station, thief.key, void={}).text)
    good = own_list(station, number=5, void={SERIAL: ""}).text
    body = good.splitlines()[1]
    broken = good.replace(body, body[:30] + ("A" if body[30] != "A" else "B") + body[31:])
    assert given(browser, broken)
    assert given(browser, "words") == "文字里没有证书、名单或公钥。"
    assert scanned(browser, sign(CLAIMS, station.key))["state"] == "valid"
    assert given(browser, good) == ""
    assert browser.run(RESULT)["state"] == "invalid", "a newer list of the station itself counts at once"


def test_names_are_words_and_never_markup(browser: Chromium, tmp_path: Path) -> None:
    nasty = "<img src=x onerror=\"document.title='x'\"><b>{date}</b>"
    city = certified(tmp_path / "root", name=nasty)
    file = tmp_path / "verify.html"
    file.write_text(baked(data_dir(), city.text, TITLES), encoding="utf-8")
    browser.open(file)
    claims = replace(CLAIMS, kind="<i>x</i>", state="__proto__", serial="<u>L</u>")
    told = scanned(browser, sign(claims, city.key))
    assert told["claims"][:3] == ["<u>L</u>", "<i>x</i>", "__proto__"]
    assert any(nasty in reason for reason in told["reasons"])
    assert browser.run("document.querySelectorAll('img, b, i, u').length") == 0
    assert browser.run("document.title") == "核验户籍窗口单据"


# Pictures ------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sheet(station: Certified) -> tuple[Image.Image, str]:
    """A slip at 300 dpi, and its code."""
    import pypdfium2

    press = Press(data_dir())
    paper: Paper = press.forms["confirmation-slip"].sample(SERIAL)
    claims = replace(CLAIMS, digest=paper.digest(), specimen=True)
    paper = replace(paper, code=sign(claims, station.key))
    page = pypdfium2.PdfDocument(press.pdf(paper))[0]
    return page.render(scale=300 / 72).to_pil().convert("RGB"), paper.code


def around_the_code(picture: Image.Image) -> Image.Image:
    at = Press(data_dir()).forms["confirmation-slip"].code_at
    assert at
    box = (at.x - 4, at.y - 4, at.x + at.w + 4, at.y + at.h + 4)
    return picture.crop(tuple(int(side * 300 / 25.4) for side in box))


def smaller(picture: Image.Image, dpi: int) -> Image.Image:
    return picture.resize((picture.width * dpi // 300, picture.height * dpi // 300), Image.Resampling.LANCZOS)


def shadow(picture: Image.Image) -> Image.Image:
    fall = Image.linear_gradient("L").resize(picture.size).point(lambda light: 90 + light * 165 // 255)
    return ImageChops.multiply(picture, Image.merge("RGB", (fall, fall, fall)))


def stamped(picture: Image.Image) -> Image.Image:
    """A red seal flat over most of the code: in grey there is nothing to read."""
    over = Image.new("RGB", picture.size, "white")
    wide, high = picture.size
    ImageDraw.Draw(over).ellipse((wide * 0.1, high * 0.1, wide * 1.2, high * 1.2), fill=(209, 10, 18))
    return ImageChops.multiply(picture, over)


def noisy(picture: Image.Image) -> Image.Image:
    return ImageChops.add(picture, Image.effect_noise(picture.size, 100).convert("RGB"), 1, -128)


def slanted(picture: Image.Image) -> Image.Image:
    """As a camera sees it that is held a little to one side and above: straight lines stay straight."""
    view = (1.16, 0.03, -18, 0.02, 1.14, -16, 0.00028, 0.0002)
    return picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, view, Image.Resampling.BICUBIC, fillcolor="white"
    )


PICTURES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "page 300 dpi": lambda one: one,
    "page 200 dpi": lambda one: smaller(one, 200),
    "page 150 dpi": lambda one: smaller(one, 150),
    "blurred": lambda one: smaller(one, 200).filter(ImageFilter.GaussianBlur(1)),
    "tilted": lambda one: smaller(one, 200).rotate(11, expand=True, fillcolor="white"),
    "on a corner": lambda one: smaller(one, 200).rotate(45, expand=True, fillcolor="white"),
    "upside down": lambda one: smaller(one, 200).rotate(180),
    "near": around_the_code,
    "in shadow": lambda one: shadow(around_the_code(one)),
    "under a red seal": lambda one: stamped(around_the_code(one)),
    "grainy": lambda one: noisy(around_the_code(one)),
    "from the side": lambda one: slanted(around_the_code(one)),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_the_code_is_read_from_a_picture(
    browser: Chromium, page: Path, sheet: tuple[Image.Image, str], tmp_path: Path, kind: str
) -> None:
    picture, code = sheet
    file = tmp_path / "photo.png"
    PICTURES[kind](picture).save(file)
    browser.open(page)
    assert browser.run("'BarcodeDetector' in globalThis") is False, "our own reader is what is tested here"
    browser.give("#picture", file)
    browser.until(
        "document.documentElement.dataset.state || document.getElementById('told').textContent.includes('没有')"
    )
    assert browser.run("document.getElementById('code').value") == code
    assert browser.run(RESULT)["state"] == "specimen"


def test_pictures_without_a_code_and_files_that_are_none_get_a_sentence(
    browser: Chromium, page: Path, tmp_path: Path
) -> None:
    plain, words = tmp_path / "plain.png", tmp_path / "words.png"
    Image.effect_noise((800, 600), 90).save(plain)
    words.write_text("no picture", encoding="ascii")
    browser.open(page)
    for file, part in ((plain, "没有读到核验码"), (words, "不是图片"), (plain, "没有读到核验码")):
        browser.give("#picture", file)
        browser.until(f"document.getElementById('told').textContent.includes('{part}')")
    assert browser.complaints == []


def test_the_code_is_read_from_the_camera(page: Path, sheet: tuple[Image.Image, str], tmp_path: Path) -> None:
    """The browser takes a film for its camera: the code held before it, not quite straight."""
    picture, code = sheet
    scene = Image.new("RGB", (640, 480), (120, 120, 120))
    near = around_the_code(picture)
    near = near.resize((400, 400)).rotate(
        5, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    scene.paste(near, ((640 - near.width) // 2, (480 - near.height) // 2))
    bright, blue, red = scene.convert("YCbCr").split()
    half = (320, 240)
    frame = b"FRAME\n" + b"".join(part.tobytes() for part in (bright, blue.resize(half), red.resize(half)))
    film = tmp_path / "film.y4m"
    film.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + frame * 10)
    options = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )
    with chromium(tmp_path / "profile", *options) as browser:
        browser.open(page)
        browser.run("document.getElementById('camera').click()")
        browser.until("document.documentElement.dataset.state")
        assert browser.run("document.getElementById('code').value") == code
        assert browser.run("document.getElementById('view').hidden") is True, "the camera is closed again"


def test_without_a_camera_a_sentence(browser: Chromium, page: Path) -> None:
    browser.open(page)
    browser.run("document.getElementById('camera').click()")
    browser.until("document.getElementById('told').textContent.includes('没有可用的摄像头')")


# Hands and paper -----------------------------------------------------------------------------------------------------


def test_everything_is_reached_with_the_keyboard(browser: Chromium, page: Path, station: Certified) -> None:
    browser.open(page)
    browser.until("document.activeElement.id === 'code'")  # a scanner can begin at once
    browser.type(sign(CLAIMS, station.key))
    browser.press("Enter", "\r")
    browser.until("document.documentElement.dataset.state")
    assert browser.run("document.activeElement.id") == "result", "what was found is read out"
    browser.run("document.body.focus(); document.activeElement.blur(); getSelection().removeAllRanges()")
    reached: list[str] = []
    for _ in range(12):
        browser.press("Tab")
        reached.append(str(browser.run("document.activeElement.id || document.activeElement.tagName")))
    assert {"language", "code", "check", "choose", "camera", "print", "SUMMARY"} <= set(reached)
    controls = "[...document.querySelectorAll('button, textarea')].filter((one) => !one.hidden)"
    unnamed = f"{controls}.filter((one) => !one.textContent && !one.labels?.length)"
    assert browser.run(f"{unnamed}.map((one) => one.id)") == []


def test_the_language_of_the_browser_is_spoken_first(browser: Chromium, page: Path) -> None:
    browser.open(page, "en-US")
    assert browser.run("document.documentElement.lang") == "en"
    browser.open(page)
    assert browser.run("document.documentElement.lang") == "zh-CN"


def test_the_print_has_the_result_and_its_grounds_and_no_buttons(
    browser: Chromium, page: Path, station: Certified
) -> None:
    browser.open(page)
    scanned(browser, sign(CLAIMS, station.key))
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = "[...document.querySelectorAll('body *')].filter((one) => one.checkVisibility()).map((one) => one.id || one.tagName)"
    found = set(browser.run(shown))
    browser.call("Emulation.setEmulatedMedia", media="")
    assert {"verdict", "reasons", "claims", "believed"} <= found
    assert found & {"code", "check", "print", "language", "BUTTON", "TEXTAREA"} == set()
    assert VOID not in browser.run("document.body.textContent")
