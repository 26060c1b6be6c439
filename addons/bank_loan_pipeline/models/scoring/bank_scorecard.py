# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.points import Card

CLIENT_KINDS = [
    ("person", "Person"),
    ("entrepreneur", "Sole Proprietor"),
    ("company", "Legal Entity"),
]


class BankScorecard(models.Model):
    """Expert points for applications of one kind of client, in one version.

    One has drawn it, another puts it into force; in force it never changes, so that
    every score given by it can be told again.
    """

    _name = "bank.scorecard"
    _description = "Scorecard"
    _inherit = ["bank.approval.drawn.mixin"]

    # named anew: the labels of a mixin's options are translated where it is alone
    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ]
    )
    client_kind = fields.Selection(
        selection=CLIENT_KINDS, required=True, default="person", tracking=True
    )
    score_start = fields.Integer(
        string="Points to Begin With", default=0, aggregator=None, tracking=True
    )
    cut_refuse = fields.Integer(
        string="Refuse Below",
        aggregator=None,
        tracking=True,
        help="With fewer points the score is “below the cut-off”.",
    )
    cut_pass = fields.Integer(
        string="Passes From",
        aggregator=None,
        tracking=True,
        help="Between both cut-offs an underwriter looks at the application.",
    )
    score_least = fields.Integer(string="Least Score", compute="_compute_range")
    score_most = fields.Integer(string="Greatest Score", compute="_compute_range")
    characteristic_ids = fields.One2many(
        comodel_name="bank.scorecard.characteristic",
        inverse_name="scorecard_id",
        string="Characteristics",
        copy=True,
    )
    origin_id = fields.Many2one(
        comodel_name="bank.scorecard",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    drafter_ids = fields.Many2many(relation="bank_scorecard_drafter_rel")

    _check_cuts = models.Constraint(
        "CHECK (cut_refuse <= cut_pass)",
        "What passes does not lie below what is refused.",
    )
    _in_force_uniq = models.UniqueIndex(
        "(client_kind) WHERE state = 'published'",
        "One scorecard is in force for a kind of client.",
    )

    @api.depends(
        "score_start",
        "characteristic_ids.points_missing",
        "characteristic_ids.band_ids.points",
    )
    def _compute_range(self):
        for card in self:
            if all(part.band_ids for part in card.characteristic_ids):
                card.score_least, card.score_most = card._get_plain().get_range()
            else:
                card.score_least = card.score_most = card.score_start

    def _compute_diagram(self):
        # a card is read as a list
        self.diagram = False

    def _get_stages(self):
        return self.characteristic_ids

    # One draws it, another puts it into force

    def _get_frozen_fields(self):
        return {
            "name",
            "client_kind",
            "score_start",
            "cut_refuse",
            "cut_pass",
            "characteristic_ids",
        }

    def _get_draft_message(self):
        return self.env._(
            "The scorecard is in force: scores were given by it. Make a new version."
        )

    def _check_draft_version(self):
        if any(card.state != "draft" for card in self):
            raise ValidationError(self._get_draft_message())

    def _get_drawing_blocker(self):
        if not self.characteristic_ids:
            return self.env._("A scorecard needs a characteristic. Add one.")
        for part in self.characteristic_ids:
            if reason := part._get_drawing_blocker():
                return reason
        other = self._find_in_force(self.client_kind) - self._get_line()
        if other:
            return self.env._(
                "“%(other)s” is in force for such clients: make a new version of it, or "
                "retire it first.",
                other=other.name,
            )
        return super()._get_drawing_blocker()

    def _find_ways(self):
        # nobody decides by a card alone
        return []

    def action_replay(self):
        """Show what this draft would have made of past applications."""
        self.ensure_one()
        self.check_access("write")
        return self.env["bank.scorecard.replay"]._open_for(self)

    @api.model
    def _find_in_force(self, client_kind):
        # whoever is scored by it need not see it
        return self.sudo().search(
            [("state", "=", "published"), ("client_kind", "=", client_kind)]
        )

    @api.model
    def _get_no_card_reason(self, applications):
        kinds = dict(self._fields["client_kind"]._description_selection(self.env))
        kind = applications.sudo().partner_id[:1].client_kind
        return self.env._(
            "No scorecard is in force for clients of the kind “%(kind)s”. Ask the "
            "business administrator to put one into force.",
            kind=kinds.get(kind, "–"),
        )

    def _get_plain(self):
        """Return the card as the plain core knows it."""
        self.ensure_one()
        parts = {part.id: part._get_plain() for part in self.characteristic_ids}
        return Card(self.score_start, self.cut_refuse, self.cut_pass, parts)
