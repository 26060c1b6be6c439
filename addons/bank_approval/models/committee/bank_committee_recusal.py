# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankCommitteeRecusal(models.Model):
    """A member takes no part in one matter, and says why."""

    _name = "bank.committee.recusal"
    _description = "Recusal"
    _rec_name = "member_id"

    item_id = fields.Many2one(
        comodel_name="bank.committee.item",
        required=True,
        index=True,
        ondelete="restrict",
    )
    member_id = fields.Many2one(
        comodel_name="bank.committee.member", required=True, ondelete="restrict"
    )
    reason = fields.Text(required=True)

    _member_uniq = models.Constraint(
        "UNIQUE (item_id, member_id)", "He takes no part already."
    )
