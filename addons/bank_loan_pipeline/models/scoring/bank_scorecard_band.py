# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankScorecardBand(models.Model):
    """Points for a range of a figure or for a condition."""

    _name = "bank.scorecard.band"
    _description = "Band of a Scorecard"
    _inherit = ["bank.draft.part.mixin", "bank.logged.config.mixin"]
    _order = "characteristic_id, sequence, low, id"
    _draft_field = "scorecard_id"

    name = fields.Char(string="Band", required=True)
    sequence = fields.Integer(default=10)
    characteristic_id = fields.Many2one(
        comodel_name="bank.scorecard.characteristic",
        required=True,
        index=True,
        ondelete="cascade",
    )
    scorecard_id = fields.Many2one(related="characteristic_id.scorecard_id")
    low = fields.Float(
        string="From",
        aggregator=None,
        help="Up to where the next band begins. The lowest band takes all below it.",
    )
    domain = fields.Char(string="Condition", default="[]")
    points = fields.Integer(aggregator=None)

    @api.constrains("domain", "characteristic_id")
    def _check_domain(self):
        for band in self:
            try:
                self.env["bank.application"].sudo()._search(band._get_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(band)s” cannot be read: %(error)s",
                        band=band.name,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        return Domain(literal_eval(self.domain or "[]"))

    def _get_draft_message(self):
        return self.scorecard_id._get_draft_message()

    @api.model_create_multi
    def create(self, vals_list):
        bands = super().create(vals_list)
        bands.scorecard_id._note_drafter()
        return bands

    def write(self, vals):
        result = super().write(vals)
        self.scorecard_id._note_drafter()
        return result
