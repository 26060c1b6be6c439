# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankCheck(models.Model):
    """A gate of deals that only an application on its last stage opens."""

    _inherit = "bank.check"

    kind = fields.Selection(
        selection_add=[("application", "The application is ready for the issue")],
        ondelete={"application": "cascade"},
    )

    @api.constrains("kind", "model_id")
    def _check_application_deal(self):
        for check in self.filtered(lambda check: check.kind == "application"):
            if check.model != "crm.lead":
                raise ValidationError(
                    self.env._(
                        "“%(check)s” judges deals: choose the deal as its document.",
                        check=check.name,
                    )
                )

    def _find_failures_application(self, documents):
        failures = {}
        for deal in documents:
            application = deal.application_ids._filter_in_work()
            if not application:
                failures[deal.id] = self.env._("The deal has no application in work")
            elif application._get_next_stage():
                failures[deal.id] = self.env._(
                    "Application %(number)s is on its stage “%(stage)s”",
                    number=application.name,
                    stage=application.stage_id.name,
                )
            elif application._find_differences(deal):
                failures[deal.id] = self.env._(
                    "Amount, term or rate of the deal are not those of application "
                    "%(number)s",
                    number=application.name,
                )
        return failures


class BankApplication(models.Model):
    _inherit = "bank.application"

    def _filter_in_work(self):
        return self.filtered(
            lambda row: row.active and row.approval_state != "rejected"
        )

    def _find_differences(self, deal):
        """Return the terms by which a deal differs from what was decided on."""
        names = ("partner_id", "product_id", "currency_id")
        names += ("amount", "term_months", "rate")
        return [name for name in names if self[name] != deal[name]]
