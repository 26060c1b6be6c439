# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json
from dataclasses import asdict

from odoo import fields, models

from ...tools import authority


class BankApprovalRound(models.Model):
    """A round keeps what conditions and limits have asked on its day."""

    _inherit = "bank.approval.round"

    figures = fields.Json(
        readonly=True,
        groups="bank_base.group_bank_auditor",
        help="The fields of the document, and what its client's group owed.",
    )

    def _keep_figures(self):
        """Keep what documents and debts are now, in a fixed number of queries."""
        for name, rounds in self.grouped("res_model").items():
            documents = self.env[name].sudo().browse(set(rounds.mapped("res_id")))
            matters = documents._get_authority_matters()
            kept = documents._read_approval_figures()
            for row in rounds:
                row.figures = {
                    "fields": kept[row.res_id],
                    "matter": asdict(matters[row.res_id]),
                }

    def _get_figures(self):
        """Return ``(fields, matter)`` of its day.

        Of rounds of earlier versions only what was decided on is known, without debts:
        the matter is None.
        """
        self.ensure_one()
        if not self.figures:
            return json.loads(self.snapshot)["parts"], None
        matter = dict(self.figures["matter"])
        matter["categories"] = tuple(matter["categories"])
        return self.figures["fields"], authority.Matter(**matter)
