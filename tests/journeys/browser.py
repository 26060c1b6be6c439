# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A person's browser for journeys: headless Chromium over its debugging protocol.

Odoo's own tours prove that a journey works; this one looks at it as it is served,
from outside, and keeps what was seen.
"""

import base64
import io
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request

import websocket
from PIL import Image

SIZE = (1280, 720)
PHONE = (390, 844)
WAIT_SECONDS = 40
COLOURS = 128
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=ru-RU",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
)


class Browser:
    """One window on one server. Use it as a context: it ends what it started."""

    def __init__(self, base_url, folder):
        self.base_url = base_url
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.profile = tempfile.mkdtemp()
        self.numbers = itertools.count(1)

    def __enter__(self):
        self.process = subprocess.Popen(
            [
                "chromium",
                *FLAGS,
                f"--user-data-dir={self.profile}",
                f"--window-size={SIZE[0]},{SIZE[1]}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = websocket.create_connection(self._find_page(), timeout=60)
        for domain in ("Page", "Runtime"):
            self._command(f"{domain}.enable")
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=SIZE[0],
            height=SIZE[1],
            deviceScaleFactor=1,
            mobile=False,
        )
        return self

    def __exit__(self, *_exc_info):
        self.socket.close()
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def _find_page(self):
        """Chromium writes the port it has chosen into its profile."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                with open(f"{self.profile}/DevToolsActivePort") as stream:
                    port = int(stream.readline())
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
                    pages = json.load(answer)
                return next(
                    page["webSocketDebuggerUrl"]
                    for page in pages
                    if page["type"] == "page"
                )
            except (OSError, ValueError, StopIteration):
                time.sleep(0.1)
        raise TimeoutError("Chromium did not start")

    def _command(self, method, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(answer["error"])
                return answer["result"]

    def run(self, script):
        """Return what a piece of JavaScript gives."""
        answer = self._command(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("text"))
        return answer["result"].get("value")

    def go(self, path):
        self._command("Page.navigate", url=self.base_url + path)

    def wait(self, selector, text=""):
        """Wait until an element with a text is there; say which one was missed."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            try:
                if self.run(f"!!({_find(selector, text)})"):
                    time.sleep(0.5)  # what animates comes to rest
                    return
            except RuntimeError:
                pass  # the page is just being replaced
            time.sleep(0.2)
        self.look("missed")
        raise TimeoutError(f"{selector} {text}")

    def click(self, selector, text=""):
        self.wait(selector, text)
        self.run(
            f"(()=>{{const e={_find(selector, text)};"
            "e.scrollIntoView({block:'center'});e.click()})()"
        )
        time.sleep(0.5)

    def type(self, selector, text):
        self.wait(selector)
        self.run(f"(()=>{{const e={_find(selector)};e.focus();e.select()}})()")
        self._command("Input.insertText", text=text)
        time.sleep(0.7)

    def press_enter(self):
        for kind in ("keyDown", "keyUp"):
            self._command(
                "Input.dispatchKeyEvent",
                type=kind,
                key="Enter",
                code="Enter",
                windowsVirtualKeyCode=13,
                text="\r" if kind == "keyDown" else "",
            )
        time.sleep(0.7)

    def look(self, name):
        """Keep what is on the screen as a PNG of few colours, which is small."""
        answer = self._command("Page.captureScreenshot", format="png")
        picture = Image.open(io.BytesIO(base64.b64decode(answer["data"])))
        picture = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        picture.save(f"{self.folder}/{name}.png", optimize=True)

    def be_phone(self):
        """From now on the window is that of a telephone, held upright."""
        self._command(
            "Emulation.setDeviceMetricsOverride",
            width=PHONE[0],
            height=PHONE[1],
            deviceScaleFactor=1,
            mobile=True,
        )

    def log_in(self, login, password, arrived=".o_main_navbar"):
        """Log in, and wait for what shows that one is in."""
        self.go("/web/login")
        self.wait("form.oe_login_form input[name=login]")
        self.run(
            "(()=>{const f=document.querySelector('form.oe_login_form');"
            f"f.querySelector('input[name=login]').value={json.dumps(login)};"
            f"f.querySelector('input[name=password]').value={json.dumps(password)};"
            "f.submit()})()"
        )
        self.wait(arrived)


def _find(selector, text=""):
    return (
        f"[...document.querySelectorAll({json.dumps(selector)})]"
        f".find(e=>e.textContent.includes({json.dumps(text)}))"
    )
