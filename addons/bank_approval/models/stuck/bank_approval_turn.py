# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankApprovalTurn(models.Model):
    """How many papers were missing when a step was asked: the past is learned from it."""

    _inherit = "bank.approval.turn"

    lack_count = fields.Integer(
        string="Papers Missing When Asked",
        readonly=True,
        help="Required papers of the dossier that were not there when the step began.",
    )

    def _open(self):
        for turn, lacks in self._find_lacks().items():
            if lacks:
                turn.lack_count = len(lacks)
        return super()._open()

    def _find_lacks(self):
        """Return ``{turn: {slot: sentence}}`` of papers that its document lacks now."""
        found = {}
        for name, turns in self.grouped("res_model").items():
            if name not in self.env or "dossier_lacks" not in self.env[name]._fields:
                continue
            ids = set(turns.mapped("res_id"))
            documents_sudo = self.env[name].sudo().browse(ids).exists()
            lacks = documents_sudo._find_dossier_lacks()
            found |= {turn: lacks.get(turn.res_id, {}) for turn in turns}
        return found
