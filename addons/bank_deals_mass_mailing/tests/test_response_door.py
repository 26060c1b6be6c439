# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import PAGE, ResponseCommon

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
MACHINE = "Mozilla/5.0 (compatible; Googlebot/2.1)"


@tagged("post_install", "-at_install")
class TestResponseDoor(ResponseCommon, HttpCase):
    """Whoever follows a link of a mailing comes by an address of the bank."""

    def _read_address(self, trace):
        """Return the address that stands in the mail of the trace."""
        mail = self.env["mail.mail"].create(
            {
                "body_html": self._shorten(trace),
                "mailing_id": trace.mass_mailing_id.id,
                "mailing_trace_ids": [Command.link(trace.id)],
            }
        )
        body = mail._prepare_outgoing_body()
        return re.search(r'href="[^"]*?(/r/[^"]+)"', body)[1]

    def _shorten(self, trace):
        return f'<a href="{self._find_link(trace).short_url}">our loans</a>'

    def _follow(self, trace, program, address=None):
        answer = self.url_open(
            address or self._read_address(trace),
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

    def test_a_link_without_the_signature_of_its_mail_is_no_response(self):
        """Who has got the mail of one client follows it for the number of another."""
        traces = self._mail()
        trace, other = traces[self.client], traces[self.colleague_client]
        own = self._read_address(other)
        self.assertRegex(own, r"^/r/\w+/m/\d+\?s=[0-9a-f]{32}$")
        bare = own.partition("?")[0]
        forged = own.replace(f"/m/{other.id}?", f"/m/{trace.id}?")
        self.assertNotEqual(own, forged)
        for address in (
            forged,
            bare.replace(f"/m/{other.id}", f"/m/{trace.id}"),
            forged.partition("=")[0] + "=",
            forged.partition("=")[0] + "=%D0%B6",
        ):
            answer = self._follow(trace, BROWSER, address)
            self.assertIn(PAGE, answer.headers["Location"], "he is led on")
            self.assertFalse(trace.is_response, address)
            self.assertFalse(trace.links_click_ids, address)
        self._follow(other, BROWSER, own)
        self.assertTrue(other.is_response)
        self.assertFalse(trace.is_response)

    def test_letters_look_for_their_mail_by_an_index(self):
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'mailing_trace'"
        )
        found = [row for (row,) in self.env.cr.fetchall() if "(message_id)" in row]
        self.assertTrue(found)
