# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankCreditMemoLine(models.Model):
    """What the analyst says in one section of a memo."""

    _name = "bank.credit.memo.line"
    _description = "Words of a Credit Memo"
    _order = "memo_id, sequence, id"
    _rec_name = "section_id"
    _access_logged = True
    _access_log_client = "partner_id"
    _server_fields = ("memo_id", "section_id", "sequence")

    memo_id = fields.Many2one(
        comodel_name="bank.credit.memo",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        related="memo_id.partner_id", related_sudo=True, store=True, index=True
    )
    section_id = fields.Many2one(
        comodel_name="bank.credit.memo.section",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(readonly=True)
    hint = fields.Char(related="section_id.hint", related_sudo=True)
    text = fields.Text(string="Words of the Analyst")

    _section_uniq = models.UniqueIndex("(memo_id, section_id)")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Sections of a memo are those that the bank has drawn.")
            )
        return super().create(vals_list)

    def write(self, vals):
        self.memo_id._check_writable()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("A section of a memo is left empty, not deleted."))
