# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, consteq, hmac

# codes of our channels by the stock kinds of mailings
CHANNELS = {"mail": "email", "sms": "sms"}
# half of a SHA-256, in hexadecimal digits
SIGNATURE = 32


class MailingTrace(models.Model):
    """A client who has clicked or replied is where a deal may begin."""

    _name = "mailing.trace"
    _inherit = ["bank.deal.secret.mixin", "mailing.trace", "bank.deal.source.mixin"]
    _secret_model_field = "model"
    _access_logged = True
    _access_log_client = "client_id"

    # every letter that comes in is looked for by it
    message_id = fields.Char(index="btree_not_null")
    is_response = fields.Boolean(
        string="Has Responded",
        compute="_compute_is_response",
        help="The client has followed a link of it or has replied.",
    )
    is_taken_up = fields.Boolean(
        string="Became a Deal",
        compute="_compute_is_taken_up",
        search="_search_is_taken_up",
        compute_sudo=True,
    )
    clicked_links = fields.Text(
        string="Links He Followed",
        compute="_compute_clicked_links",
        compute_sudo=True,
    )

    _response_idx = models.Index(
        "(client_id) WHERE links_click_datetime IS NOT NULL "
        "OR reply_datetime IS NOT NULL"
    )

    @api.depends("links_click_datetime", "reply_datetime", "is_test_trace")
    def _compute_is_response(self):
        for trace in self:
            answered = trace.links_click_datetime or trace.reply_datetime
            trace.is_response = bool(answered and not trace.is_test_trace)

    def _compute_is_taken_up(self):
        """Whether somebody is or was at it; which deal it is, is not told."""
        deals = self._get_begun_deals()
        taken = deals._read_group(self._get_begun_domain(), ["begun_from_id"])
        ids = {trace_id for (trace_id,) in taken}
        for trace in self:
            trace.is_taken_up = trace._origin.id in ids

    def _search_is_taken_up(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["crm.lead"].flush_model(["begun_from_model", "begun_from_id"])
        taken = SQL(
            "(SELECT begun_from_id FROM crm_lead "
            "WHERE begun_from_model = %s AND begun_from_id IS NOT NULL)",
            self._name,
        )
        domain = Domain("id", "in", taken)
        return Domain.OR(domain if wanted else ~domain for wanted in value)

    @api.depends("links_click_ids")
    def _compute_clicked_links(self):
        for trace in self:
            links = trace._filter_own_links(trace.links_click_ids.link_id)
            trace.clicked_links = "\n".join(sorted(set(links.mapped("url"))))

    @api.depends("is_response")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """Whoever sells reads the subject, not the mailing behind it."""
        responses = self.filtered("is_response")
        super(MailingTrace, self - responses)._compute_display_name()
        for trace in responses:
            trace.display_name = self.env._(
                "Response to “%(mailing)s”",
                mailing=trace.mass_mailing_id.sudo().subject,
            )

    def get_formview_id(self, access_uid=None):
        """A response is opened as whoever sells reads it."""
        if self.is_response:
            view = "bank_deals_mass_mailing.mailing_trace_view_form_response"
            return self.env.ref(view).id
        return super().get_formview_id(access_uid=access_uid)

    def _filter_own_links(self, links):
        """Return those of these links that its mailing has brought to the client.

        Stock makes links with the mailing and its source; a short link that stood in
        the body already is left as somebody has made it.
        """
        self.ensure_one()
        mailing = self.mass_mailing_id
        if not mailing:
            return links.browse()
        codes = mailing._get_short_codes()
        return links.filtered(
            lambda link: (
                link.mass_mailing_id == mailing
                or link.source_id & mailing.source_id
                or codes & set(link.link_code_ids.mapped("code"))
            )
        )

    def _get_signature(self):
        """Return what the links of this mail carry, and those of no other one."""
        self.ensure_one()
        message = (self.id, self.mass_mailing_id.id)
        return hmac(self.env(su=True), "bank-mailing-click", message)[:SIGNATURE]

    def _is_signed(self, signature):
        """Return whether a link that was followed is of this mail.

        Links of messages by SMS are as short as stock makes them: they carry none.
        """
        if self.trace_type != "mail":
            return True
        return consteq(self._get_signature().encode(), (signature or "").encode())

    def set_replied(self, domain=None):
        """A notice of absence is no reply of the client."""
        # whoever says so himself marks nothing
        if self.env.context.get("bank_reply_is_automatic"):
            return self.browse()
        return super().set_replied(domain=domain)

    # ------------------------------------------------------------ where a deal begins
    def _begin_deal(self):
        if not self.is_response:
            raise UserError(
                self.env._(
                    "He has neither followed a link of this mailing nor replied to it."
                )
            )
        return super()._begin_deal()

    def _get_deal_client(self):
        return self.client_id

    def _get_deal_channel(self):
        channels_sudo = self.env["bank.channel"].sudo()
        return channels_sudo.search([("code", "=", CHANNELS.get(self.trace_type))])

    def _prepare_begun_deal_values(self, client):
        """What he has looked at tells what to talk about."""
        values = super()._prepare_begun_deal_values(client)
        if self.clicked_links:
            links = Markup("<br/>").join(self.clicked_links.splitlines())
            values["description"] = Markup("<p>%s<br/>%s</p>") % (
                self.env._("He followed:"),
                links,
            )
        return values
