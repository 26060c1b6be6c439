# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..models.bank_policy_exception import OBJECT


class BankPolicyPropose(models.TransientModel):
    """A departure from a policy may concern one object of what secures the loan."""

    _inherit = "bank.policy.propose"

    collateral_ids = fields.Many2many(
        comodel_name="bank.collateral", compute="_compute_collateral_ids"
    )
    collateral_id = fields.Many2one(
        comodel_name="bank.collateral",
        string="Object of Collateral",
        domain="[('id', 'in', collateral_ids)]",
    )

    @api.depends("res_model", "res_id")
    def _compute_collateral_ids(self):
        for dialog in self:
            document = dialog._get_document()
            is_loan = document is not None and "pledge_ids" in document._fields
            pledges = (
                document.pledge_ids if is_loan else dialog.env["bank.collateral.pledge"]
            )
            standing = pledges.filtered(lambda row: row.state != "released")
            dialog.collateral_ids = standing.collateral_id

    def _prepare_links(self):
        links = super()._prepare_links()
        if self.collateral_id:
            links |= {"linked_model": OBJECT, "linked_id": self.collateral_id.id}
        return links

    def _get_link_blocker(self):
        if self.collateral_id and self.collateral_id not in self.collateral_ids:
            return self.env._("This object does not secure the loan.")
        return super()._get_link_blocker()
