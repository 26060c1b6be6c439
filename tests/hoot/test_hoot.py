"""The Hoot tests of our addons in a real browser, one run for all of them."""

import logging

from odoo.tests import HttpCase, no_retry, tagged

from tools import odoo
from tools.base import ADDONS


def _job(name):
    """Return the id that Hoot gives to a suite of this name."""
    value = 0
    for char in name:
        value = ((value << 5) - value + ord(char)) & 0xFFFFFFFF
    return f"{value:08x}"


def _with_tests():
    return [
        addon
        for addon in odoo.ours(tests=True)
        if list((ADDONS / addon / "static" / "tests").rglob("*.test.js"))
    ]


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    test_module = "hoot"

    @no_retry
    def test_suites(self):
        addons = _with_tests()
        if not addons:
            self.skipTest("no addon has Hoot tests")
        jobs = "".join(f"&id={_job('@' + addon)}" for addon in addons)
        with self.assertLogs(self._logger.getChild("browser"), logging.INFO) as seen:
            self.browser_js(
                f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{jobs}",
                "",
                login="admin",
                timeout=600,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=lambda message: "[HOOT]" not in message,
            )
        output = "\n".join(seen.output)
        for addon in addons:
            # Hoot is content when an id names no suite: ask for what really ran
            self.assertRegex(output, rf'"@{addon}" ended \(passed: [1-9]')
