# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import format_amount
from odoo.tools.misc import format_date

FEW_DUTIES = 3
OFFICERS = "bank_crm_core.group_crm_security_officer"
MANAGERS = "bank_crm_core.group_crm_manager"


class ResPartner(models.Model):
    """What burns with a client, first on his card, and the act that puts it out."""

    _inherit = "res.partner"

    card_alerts = fields.Json(
        string="What Burns", compute="_compute_card_alerts", exportable=False
    )
    card_sections = fields.Json(
        string="Sections of Other Addons",
        compute="_compute_card_sections",
        exportable=False,
    )

    @api.depends(lambda self: self._get_alert_triggers())
    @api.depends_context("uid")
    def _compute_card_alerts(self):
        for partner in self:
            is_client = partner._origin and partner.client_kind
            alerts = partner._get_card_alerts() if is_client else []
            # what forbids stands before what warns; else in the order given
            alerts.sort(key=lambda alert: alert["level"] != "danger")
            partner.card_alerts = alerts

    @api.model
    def _get_alert_triggers(self):
        """Hook: what the alerts are made of."""
        return [
            "screening_state",
            "card_is_lent",
            "card_identity_ids",
            "card_arrears",
            "card_obligation_ids",
            "kyc_state",
        ]

    def _get_card_alerts(self):
        """Hook: list of dicts of this client; see ``_prepare_alert``."""
        if self.card_is_lent:
            # what he does not see cannot be said to be missing
            return [*self._get_screening_alerts(), self._prepare_lent_alert()]
        return [
            *self._get_screening_alerts(),
            *self._get_arrears_alerts(),
            *self._get_identity_alerts(),
            *self._get_duty_alerts(),
            *self._get_kyc_alerts(),
        ]

    def _prepare_lent_alert(self):
        text = self.env._(
            "A client of another branch, shown to you for a task or a role in the "
            "team: sums, agreements, accounts and history are not for you to see."
        )
        return self._prepare_alert("lent", text, level="info")

    def _prepare_alert(self, code, text, level="danger", button=None, record=None):
        """Return one line of the strip.

        :param button: (label, public method without arguments that returns an action),
            of the client or of ``record``; None where the reader can do nothing
        """
        record = record or self
        label, method = button or (False, False)
        return {
            "code": code,
            "text": text,
            "level": level,
            "label": label,
            "method": method,
            "model": record._name,
            "id": record.id,
        }

    def _get_screening_alerts(self):
        if self.screening_state == "stopped":
            level = "danger"
            text = self.env._("Stopped by screening: no service until it is decided")
        elif self.screening_state == "progress":
            level = "warning"
            text = self.env._("Screening is not finished: a hit may be open")
        else:
            return
        button = (self.env._("Ask Security"), "action_ask_department")
        if self.env.user.has_group(OFFICERS):
            button = (self.env._("Open Hits"), "action_open_hits")
        yield self._prepare_alert("screening", text, level=level, button=button)

    def _get_arrears_alerts(self):
        if self.card_arrears:
            amount = format_amount(self.env, self.card_arrears, self.card_currency_id)
            yield self._prepare_alert(
                "arrears",
                self.env._("In arrears: %(amount)s", amount=amount),
                button=(self.env._("Schedule and Fact"), "action_open_payments"),
            )

    def _get_identity_alerts(self):
        if warning := self._get_identity_warning():
            is_soon = self.card_identity_ids[:1].state == "expiring"
            yield self._prepare_alert(
                "identity",
                self.env._("Proof of identity: %(state)s", state=warning),
                level="warning" if is_soon else "danger",
                button=self._for_managers(
                    self.env._("Enter It"), "action_add_identity_document"
                ),
            )

    def _get_duty_alerts(self):
        """The nearest ones by name, the others by their number."""
        soon = fields.Date.add(fields.Date.context_today(self), days=7)
        duties = self.card_obligation_ids.filtered(lambda duty: duty.date_due <= soon)
        for duty in duties[:FEW_DUTIES]:
            day = format_date(self.env, duty.date_due)
            done = (
                (self.env._("Mark as Done"), "action_done") if duty.can_close else None
            )
            yield self._prepare_alert(
                f"duty-{duty.id}",
                self.env._("%(what)s: by %(date)s", what=duty.display_name, date=day),
                level="danger" if duty.state == "missed" else "warning",
                button=done,
                record=duty,
            )
        if more := len(duties[FEW_DUTIES:]):
            yield self._prepare_alert(
                "duties",
                self.env._("%(count)s more are due", count=more),
                level="warning",
                button=(self.env._("Show"), "action_open_obligations"),
            )

    def _get_kyc_alerts(self):
        if self.card_kyc_warning:
            yield self._prepare_alert(
                "kyc",
                self.env._("Know your client: %(state)s", state=self.card_kyc_warning),
                level="danger" if self.kyc_state == "overdue" else "warning",
                button=self._for_managers(
                    self.env._("Begin a Review"), "action_start_review"
                ),
            )

    def _for_managers(self, *button):
        """Return a button for those who may use it, None for others."""
        return button if self.env.user.has_group(MANAGERS) else None

    def action_open_hits(self):
        """Whom the client was taken for, for security officers."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_screening_hit_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}

    @api.depends_context("uid")
    def _compute_card_sections(self):
        """What other addons have registered for the card, in their order."""
        for partner in self:
            client = partner._origin
            found = client.client_kind and self.env["bank.registry.card"]._run_all(
                client
            )
            partner.card_sections = [
                {"code": code, **section}
                for code, section in (found or {}).items()
                if section
            ]
