# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields

from odoo.addons.bank_core_mass_mailing.tests.common import MailingCommon
from odoo.addons.bank_deals.tests.test_mailbox import MailboxCommon

PAGE = "https://bank.example.com/loans"


class ResponseCommon(MailingCommon, MailboxCommon):
    """A mailing of a campaign with a link has gone to three clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = "petr@example.com"
        cls.campaign = cls.env["utm.campaign"].create({"name": "Spring"})

    def _mail(self, body=f'<a href="{PAGE}">our loans</a>', **values):
        """Send the mailing of the campaign; return its traces by client."""
        mailing = self._create_mailing(
            body_html=f"<p>Look at {body}</p>",
            campaign_id=self.campaign.id,
            **values,
        )
        self._send(mailing)
        return self._traces(mailing)

    def _send(self, mailing):
        """Both sides call theirs so: this is the mailing, as the scheduler sends it."""
        return MailingCommon._send(self, mailing)

    def _hand_in(self, **values):
        return MailboxCommon._send(self, **values)[0]

    def _find_link(self, trace):
        links = self.env["link.tracker"].search(
            [("mass_mailing_id", "=", trace.mass_mailing_id.id), ("url", "=", PAGE)]
        )
        return links[:1]

    def _click(self, trace, link=None):
        """Follow the link as the address in the mail does."""
        self.env["link.tracker.click"].sudo().add_click(
            (link or self._find_link(trace)).code,
            ip="203.0.113.9",
            mailing_trace_id=trace.id,
        )
        self.env.flush_all()
        self.env.invalidate_all()

    def _reply(self, trace, **values):
        """Hand in a letter that answers the mail; return the letter that it made."""
        values = {
            "sender": "Щербаков Пётр Ильич <petr@example.com>",
            "text": "Call me",
            **values,
        }
        number = trace.message_id
        letter = self._hand_in(In_Reply_To=number, References=number, **values)
        self.env.invalidate_all()
        return letter

    def _begin(self, trace, user=None):
        action = trace.with_user(user or self.manager).action_begin_deal()
        return self.env["crm.lead"].browse(action["res_id"]).with_user(self.manager)

    def _answered(self, trace):
        """A response without its way."""
        trace.sudo().links_click_datetime = fields.Datetime.now()
        return trace
