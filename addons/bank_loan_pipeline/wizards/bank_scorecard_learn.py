# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..models.scoring.bank_scorecard import CLIENT_KINDS
from ..tools import learned_rows

TRAINERS = "bank_crm_core.group_crm_analyst"


class BankScorecardLearn(models.TransientModel):
    """A table of past loans, of which a scorecard is learned: a challenger."""

    _name = "bank.scorecard.learn"
    _description = "Learning a Scorecard"

    client_kind = fields.Selection(
        selection=CLIENT_KINDS, required=True, default="person"
    )
    file = fields.Binary(string="Past Loans, CSV", required=True)
    file_name = fields.Char()
    note = fields.Char(help="What is different about this version.")

    def action_learn(self):
        self.ensure_one()
        if not self.env.user.has_group(TRAINERS):
            raise AccessError(self.env._("Scorecards are learned by analysts."))
        names = self.env["bank.formula.variable"].search(
            [("model", "=", "bank.application")]
        )
        content = base64.b64decode(self.with_context(bin_size=False).file)
        try:
            rows = learned_rows.read_rows(
                content, {name.lower() for name in names.mapped("name")}
            )
        except learned_rows.RowsError as error:
            raise UserError(self._tell(error)) from error
        model = self.env["bank.model"]._learn_score(self.client_kind, *rows)
        # the one field of a model that people write
        model.sudo().note = self.note
        return {
            "type": "ir.actions.act_window",
            "name": model.display_name,
            "res_model": "bank.model",
            "res_id": model.id,
            "views": [(False, "form")],
        }

    def _tell(self, error):
        sentences = {
            "text": self.env._("The file is no text in UTF-8."),
            "most": self.env._("More than %(about)s lines.", about=error.about),
            "cells": self.env._(
                "Line %(about)s has more or fewer cells than the first one.",
                about=error.about,
            ),
            "least": self.env._(
                "At least %(about)s loans that went bad and as many that did not are "
                "needed.",
                about=error.about,
            ),
            "outcome": self.env._(
                "A column “outcome” is needed: 1 where the loan went bad, else 0."
            ),
            "outcomes": self.env._(
                "Line %(about)s: the outcome is 0 or 1.", about=error.about
            ),
            "names": self.env._("Each column needs a name of its own."),
            "strange": self.env._(
                "No names in formulas over applications: %(about)s.", about=error.about
            ),
        }
        return sentences[error.code]
