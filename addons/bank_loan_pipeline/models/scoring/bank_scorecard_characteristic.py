# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.points import Characteristic


class BankScorecardCharacteristic(models.Model):
    """What a scorecard looks at: a figure by its formula, or conditions."""

    _name = "bank.scorecard.characteristic"
    _description = "Characteristic of a Scorecard"
    _inherit = ["bank.draft.part.mixin", "bank.logged.config.mixin"]
    _order = "scorecard_id, sequence, id"
    _draft_field = "scorecard_id"

    name = fields.Char(
        required=True, help="As the client may be told: Age, Debt burden."
    )
    sequence = fields.Integer(default=10)
    scorecard_id = fields.Many2one(
        comodel_name="bank.scorecard", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        selection=[
            ("formula", "A figure, by bands"),
            ("condition", "The first condition that holds"),
        ],
        required=True,
        default="condition",
    )
    formula_id = fields.Many2one(
        comodel_name="bank.formula",
        string="Figure",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('model', '=', 'bank.application'), ('kind', '=', 'number'), "
        "('state', '=', 'in_force')]",
        help="A formula over the application. The score stays with this version.",
    )
    points_missing = fields.Integer(
        string="Points without Data",
        aggregator=None,
        help="Where the figure is not known, or no condition holds.",
    )
    band_ids = fields.One2many(
        comodel_name="bank.scorecard.band",
        inverse_name="characteristic_id",
        string="Bands",
        copy=True,
    )
    bands_text = fields.Char(string="Points by Band", compute="_compute_bands_text")

    @api.depends("band_ids.name", "band_ids.points", "points_missing")
    def _compute_bands_text(self):
        for part in self:
            bands = [f"{band.name}: {band.points:+d}" for band in part._get_bands()]
            part.bands_text = "; ".join(bands)

    @api.constrains("kind", "formula_id")
    def _check_formula_id(self):
        for part in self.filtered(lambda part: part.kind == "formula"):
            # whoever draws cards need not read all formulas
            formula_sudo = part.sudo().formula_id
            if (
                formula_sudo.model != "bank.application"
                or formula_sudo.kind != "number"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(name)s” needs a formula over applications whose result is a "
                        "number.",
                        name=part.name,
                    )
                )

    def _get_draft_message(self):
        return self.scorecard_id._get_draft_message()

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.scorecard_id._note_drafter()
        return parts

    def write(self, vals):
        result = super().write(vals)
        self.scorecard_id._note_drafter()
        return result

    def _get_bands(self):
        """Return the bands in their order: rising, or as the conditions are asked."""
        if self.kind == "formula":
            return self.band_ids.sorted(lambda band: (band.low, band.id))
        return self.band_ids.sorted(lambda band: (band.sequence, band.id))

    def _get_drawing_blocker(self):
        if not self.band_ids:
            return self.env._("“%(name)s” has no band. Add one.", name=self.name)
        if self.kind != "formula":
            return False
        if self.formula_id.state != "in_force":
            return self.env._(
                "The formula of “%(name)s” is not in force. Put it into force first.",
                name=self.name,
            )
        lows = self.band_ids.mapped("low")
        if len(set(lows)) < len(lows):
            return self.env._(
                "Two bands of “%(name)s” begin at the same figure.", name=self.name
            )
        return False

    def _get_plain(self):
        bands = self._get_bands()
        lows = tuple(bands.mapped("low")) if self.kind == "formula" else None
        return Characteristic(tuple(bands.mapped("points")), self.points_missing, lows)
