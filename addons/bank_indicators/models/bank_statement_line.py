# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankStatementLine(models.Model):
    """One line of a statement."""

    _name = "bank.statement.line"
    _description = "Line of a Statement"
    _order = "statement_id, sequence, id"
    _rec_name = "item_id"
    _access_logged = True
    _access_log_client = "partner_id"

    statement_id = fields.Many2one(
        comodel_name="bank.statement", required=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        related="statement_id.partner_id", store=True, related_sudo=True, index=True
    )
    item_id = fields.Many2one(
        comodel_name="bank.statement.item",
        string="Line",
        required=True,
        ondelete="restrict",
    )
    code = fields.Char(related="item_id.code", related_sudo=True)
    sequence = fields.Integer(related="item_id.sequence", store=True, related_sudo=True)
    is_total = fields.Boolean(related="item_id.is_total", related_sudo=True)
    amount = fields.Float(
        digits=(18, 2), help="In the unit of the statement; what is in brackets, too."
    )

    _item_uniq = models.UniqueIndex(
        "(statement_id, item_id)", "A line stands in a statement once."
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.statement_id._check_draft()
        return lines

    def write(self, vals):
        self.statement_id._check_draft()
        result = super().write(vals)
        self.statement_id._check_draft()
        if "statement_id" in vals:
            # rules look at what a row was: whose it has become must be his, too
            self.check_access("write")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        self.statement_id._check_draft()
