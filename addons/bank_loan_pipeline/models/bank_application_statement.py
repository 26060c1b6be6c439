# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

BOOKKEEPERS = ("company", "entrepreneur")


class BankApplication(models.Model):
    """The statements that a decision rests on: locked ones of the parties.

    Locked statements and their indicators never change, so that what was decided on
    stays to be read; another choice of them is another decision.
    """

    _inherit = "bank.application"

    statement_ids = fields.Many2many(
        comodel_name="bank.statement",
        string="Statements",
        copy=False,
        tracking=True,
        domain="[('state', '=', 'locked'), ('partner_id', 'in', statement_partner_ids)]",
    )
    statement_partner_ids = fields.Many2many(
        comodel_name="res.partner", compute="_compute_statement_partner_ids"
    )
    indicator_value_ids = fields.Many2many(
        comodel_name="bank.indicator.value",
        string="Indicators",
        compute="_compute_indicator_value_ids",
    )

    @api.depends("partner_id.client_kind", "party_ids.partner_id.client_kind")
    def _compute_statement_partner_ids(self):
        """Persons keep no books: without a company there is nothing to choose from."""
        for application in self:
            partners = application.partner_id | application.party_ids.partner_id
            # what kind of clients they are is no secret to whoever sees the parties
            bookkeepers = partners.sudo().filtered(
                lambda partner: partner.client_kind in BOOKKEEPERS
            )
            application.statement_partner_ids = bookkeepers.sudo(False)

    @api.depends("statement_ids")
    def _compute_indicator_value_ids(self):
        for application in self:
            application.indicator_value_ids = application.statement_ids.value_ids

    @api.constrains("statement_ids")
    def _check_statement_ids(self):
        for application in self.sudo():
            partners = application.partner_id | application.party_ids.partner_id
            for statement in application.statement_ids:
                if statement.state != "locked" or statement.partner_id not in partners:
                    raise UserError(
                        self.env._(
                            "A decision rests on locked statements of the parties: "
                            "%(statement)s is none.",
                            statement=statement.display_name,
                        )
                    )

    def write(self, vals):
        if "statement_ids" not in vals:
            return super().write(vals)
        self._check_structure_open()
        result = super().write(vals)
        self._lapse_structure()
        return result

    def _read_approval_extras(self):
        extras = super()._read_approval_extras()
        for application in self.sudo():
            statements = sorted(application.statement_ids.ids)
            extras[application.id]["statements"] = statements
        return extras
