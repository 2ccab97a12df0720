"""A real Chromium, driven as a person would: pages opened, keys pressed, what is there asked for.

It is spoken to through two pipes in its DevTools protocol, so that no other program and no port is needed.
"""

import base64
import json
import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from itertools import count

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
KEYS = {"Enter": ("\r", 13), "Escape": ("", 27), "Tab": ("", 9)}


_RESTS = 4
"""So many times in a row nothing is on its way."""


class Browser:
    """One page. `dialogs` and `refused` are what alerts and the page's policy said; neither should be."""

    def __init__(self, to, back):
        self._to, self._back, self._ids, self._left = to, back, count(1), b""
        self.dialogs, self.refused, self.asked = [], [], []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self._call(f"{domain}.enable")

    _session = None
    _loading = False

    def _call(self, method, **given):
        number = next(self._ids)
        told = {"id": number, "method": method, "params": given}
        if self._session:
            told["sessionId"] = self._session
        os.write(self._to, json.dumps(told).encode() + b"\0")
        while True:
            came = self._next()
            if came.get("id") == number:
                assert "error" not in came, came
                return came["result"]

    def _next(self):
        while b"\0" not in self._left:
            came = os.read(self._back, 1 << 16)
            assert came, "Chromium hung up"
            self._left += came
        one, self._left = self._left.split(b"\0", 1)
        came = json.loads(one)
        self._hear(came.get("method"), came.get("params", {}))
        return came

    def _hear(self, event, told):
        if event == "Page.javascriptDialogOpening":
            self.dialogs.append(told["message"])
        elif event in ("Page.frameRequestedNavigation", "Page.frameStartedLoading"):
            self._loading = True
        elif event == "Page.frameStoppedLoading":
            self._loading = False
        elif event == "Network.requestWillBeSent":
            self.asked.append(told["request"]["url"])
        elif event == "Log.entryAdded" and told["entry"]["source"] == "security":
            self.refused.append(told["entry"]["text"])

    def sized(self, width, height=900, *, dark=False, script=True):
        self._call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Emulation.setScriptExecutionDisabled", value=not script)

    def open(self, url):
        self._call("Page.navigate", url=url)
        self.settle()

    def settle(self):
        """Until the page that is asked for is there.

        A form that was sent asks for its page a task later: so the page is asked a few times whether one is on its way.
        """
        rests = 0
        for _ in range(1_500):
            time.sleep(0.02)
            try:
                rests = rests + 1 if self.says("document.readyState") == "complete" and not self._loading else 0
            except AssertionError:
                continue  # the page went away while it was asked
            if rests == _RESTS:
                return
        raise AssertionError("the page did not come to rest")

    def says(self, expression):
        came = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in came, came
        return came["result"].get("value")

    def press(self, *keys):
        """Press keys; "Control+Enter" is Enter while Control is held."""
        for pressed in keys:
            held, _, key = pressed.rpartition("+")
            text, code = KEYS.get(key, (key, ord(key[0].upper())))
            told = {"key": key, "text": text, "windowsVirtualKeyCode": code, "modifiers": 2 if held else 0}
            self._call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **told)
            self._call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)
        self.settle()

    def type(self, words):
        self._call("Input.insertText", text=words)

    def shot(self, path):
        """A picture of the whole page."""
        came = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(came["data"]))


@contextmanager
def browser(folder):
    """A Chromium of its own, which keeps what it keeps in `folder`."""
    theirs, to = os.pipe()
    back, answers = os.pipe()
    words = f'exec "$0" "$@" 3<&{theirs} 4>&{answers}'
    command = [
        "bash",
        "-c",
        words,
        CHROMIUM,
        *QUIET,
        f"--user-data-dir={folder / 'profile'}",
        "--remote-debugging-pipe",
    ]
    process = subprocess.Popen(
        command, pass_fds=(theirs, answers), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(theirs)
    os.close(answers)
    try:
        yield Browser(to, back)
    finally:
        os.close(to)
        os.close(back)
        process.terminate()
        process.wait(20)
