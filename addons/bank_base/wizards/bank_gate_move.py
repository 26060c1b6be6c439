# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankGateMove(models.TransientModel):
    """What became of a mass move: how many went on, which did not and why."""

    _name = "bank.gate.move"
    _description = "Report of a Mass Move"

    res_model = fields.Char(readonly=True)
    moved_count = fields.Integer(string="Moved", readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.gate.move.line",
        inverse_name="move_id",
        string="Not Moved",
        readonly=True,
    )


class BankGateMoveLine(models.TransientModel):
    _name = "bank.gate.move.line"
    _description = "Document That Did Not Move"

    move_id = fields.Many2one(
        comodel_name="bank.gate.move", required=True, index=True, ondelete="cascade"
    )
    res_model = fields.Char(related="move_id.res_model")
    res_id = fields.Many2oneReference(model_field="res_model", string="Document ID")
    name = fields.Char(string="Document")
    reason = fields.Text(string="What Blocks")

    def action_open(self):
        self.ensure_one()
        # what a related field has read with the server's rights is in the cache
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }


class BankGatedMixin(models.AbstractModel):
    _inherit = "bank.gated.mixin"

    def action_move_free(self):
        """Move every selected document that may move; report the others."""
        count = len(self)
        failures = self._move_free()
        report = self.env["bank.gate.move"].create(
            {
                "res_model": self._name,
                "moved_count": count - len(failures),
                "line_ids": [
                    (0, 0, self.browse(document_id)._prepare_move_line(found))
                    for document_id, found in failures.items()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Mass Move"),
            "res_model": report._name,
            "res_id": report.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _prepare_move_line(self, failures):
        return {
            "res_id": self.id,
            "name": self.display_name,
            "reason": "\n".join(
                " — ".join(filter(None, (failure["reason"], failure["remedy"])))
                for failure in failures
            ),
        }
