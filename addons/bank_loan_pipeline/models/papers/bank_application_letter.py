# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

ROW = ("number", "date", "payment", "principal", "interest", "fee", "balance")


class BankApplication(models.Model):
    """What letters print of an application beside its fields."""

    _inherit = "bank.application"

    guarantor_ids = fields.Many2many(
        comodel_name="bank.application.party",
        string="Guarantors",
        compute="_compute_parts",
    )
    co_borrower_ids = fields.Many2many(
        comodel_name="bank.application.party",
        string="Co-Borrowers",
        compute="_compute_parts",
    )
    current_pledge_ids = fields.Many2many(
        comodel_name="bank.collateral.pledge",
        string="Pledges in Force",
        compute="_compute_parts",
    )

    @api.depends("party_ids.role", "pledge_ids.state")
    def _compute_parts(self):
        for application in self:
            parties = application.party_ids
            application.guarantor_ids = parties.filtered(
                lambda party: party.role == "guarantor"
            )
            application.co_borrower_ids = parties.filtered(
                lambda party: party.role == "co_borrower"
            )
            application.current_pledge_ids = application.pledge_ids.filtered(
                lambda pledge: pledge.state != "released"
            )

    @api.model
    def _get_letter_tables(self):
        """Return the tables that letters about applications may print."""
        return {"schedule": (self.env._("Schedule"), dict.fromkeys(ROW))}

    def _read_letter_table(self, name):
        """Return the rows of such a table, with the figures that the screen shows."""
        self.ensure_one()
        if name != "schedule":
            return []
        rows = self._reckon_one()[0].get("rows", ())
        return [
            {"number": place, **{key: getattr(row, key) for key in ROW[1:]}}
            for place, row in enumerate(rows, start=1)
        ]
