# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import HttpCase, tagged

from .common import PAGE, ResponseCommon

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
MACHINE = "Mozilla/5.0 (compatible; Googlebot/2.1)"


@tagged("post_install", "-at_install")
class TestResponseDoor(ResponseCommon, HttpCase):
    """Whoever follows a link of a mailing comes by an address of the bank."""

    def _follow(self, trace, program):
        code = self._find_link(trace).code
        answer = self.url_open(
            f"/r/{code}/m/{trace.id}",
            headers={"User-Agent": program},
            allow_redirects=False,
        )
        self.env.invalidate_all()
        return answer

    def test_a_machine_is_led_on_and_is_no_client_who_has_responded(self):
        trace = self._mail()[self.client]
        self.env.flush_all()
        answer = self._follow(trace, MACHINE)
        self.assertIn(PAGE, answer.headers["Location"])
        self.assertFalse(trace.is_response)
        self.assertFalse(trace.links_click_datetime)
        self.assertFalse(trace.links_click_ids)
        self.assertFalse(trace.clicked_links)
        self.assertEqual(trace.trace_status, "sent")
        self._follow(trace, BROWSER)
        self.assertTrue(trace.is_response)
