"""A real Chromium without a window, driven through its debugging pipe (Chrome DevTools Protocol): JSON between zero bytes."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 180
"""Seconds until a test that hears nothing gives up; nothing here is ever that slow."""
PROGRAM = next(
    (found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), "chromium"
)
OPTIONS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
)  # fmt: skip


@dataclass
class Chromium:
    """One tab of a running browser; ``asked`` collects every address that the page asked for."""

    into: int
    out: int
    tab: str = ""
    number: int = 0
    rest: bytes = b""
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.tab:
            message["sessionId"] = self.tab
        os.write(self.into, json.dumps(message).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self.number:
                assert "error" not in told, told
                return dict(told["result"])
            self._heard(told)

    def open(self, page: Path, language: str = "zh-CN") -> None:
        """Show a file and wait until it is ready."""
        if not self.tab:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            self.tab = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for room in ("Page", "Runtime", "Network", "DOM", "Log"):
                self.call(f"{room}.enable")
        self.call("Emulation.setLocaleOverride", locale=language)
        user = self.run("navigator.userAgent")
        self.call("Emulation.setUserAgentOverride", userAgent=user, acceptLanguage=language)
        self.asked.clear()
        self.complaints.clear()
        self.call("Page.navigate", url=page.as_uri())
        self.until("document.documentElement?.dataset.ready === 'yes'")

    def run(self, words: str) -> Any:
        """The value of an expression on the page; a promise is waited for."""
        told = self.call("Runtime.evaluate", expression=words, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def until(self, words: str) -> None:
        """Wait until an expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.run(words):
            assert time.monotonic() < end, f"never true: {words}\n{self.complaints}"
            time.sleep(0.02)

    def press(self, key: str, text: str = "") -> None:
        """Press and let go of a key."""
        code = {"Enter": 13, "Tab": 9, " ": 32}.get(key, 0)
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "", windowsVirtualKeyCode=code
            )  # fmt: skip

    def type(self, text: str) -> None:
        """Put text where the caret is, as a scanner does."""
        self.call("Input.insertText", text=text)

    def give(self, selector: str, *files: Path) -> None:
        """Choose files in a file field."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        node = self.call("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=node, files=[str(file) for file in files])

    def picture(self, file: Path, width: int = 760, height: int = 1000) -> None:
        """What the page looks like."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        file.write_bytes(
            base64.b64decode(self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"])
        )

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.out], [], [], PATIENCE)
            assert ready, "the browser says nothing"
            part = os.read(self.out, 1 << 16)
            assert part, "the browser is gone"
            self.rest += part
        message, _, self.rest = self.rest.partition(b"\0")
        return dict(json.loads(message))

    def _heard(self, told: dict[str, Any]) -> None:
        if told.get("method") == "Network.requestWillBeSent":
            self.asked.append(told["params"]["request"]["url"])
        elif told.get("method") in {"Log.entryAdded", "Runtime.exceptionThrown"}:
            said = told["params"]
            if said.get("entry", {}).get("level") not in {"info", "verbose"}:
                self.complaints.append(json.dumps(said, ensure_ascii=False))


@contextmanager
def chromium(profile: Path, *options: str) -> Iterator[Chromium]:
    """A browser with a profile of its own, ended when the block ends."""
    here, into = os.pipe()
    out, there = os.pipe()
    command = [PROGRAM, *OPTIONS, *options, f"--user-data-dir={profile}"]
    browser = subprocess.Popen(
        ["bash", "-c", f'exec "$0" "$@" 3<&{here} 4>&{there}', *command],
        pass_fds=(here, there), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(profile), "XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)},
    )  # fmt: skip
    os.close(here)
    os.close(there)
    try:
        yield Chromium(into, out)
    finally:
        os.close(into)
        os.close(out)
        browser.terminate()
        try:
            browser.wait(10)
        except subprocess.TimeoutExpired:
            browser.kill()
            browser.wait()
