# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankResponseRule(models.Model):
    """How soon the bank answers: the first rule that fits says the term."""

    _name = "bank.response.rule"
    _description = "Term of an Answer"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"
    _rec_name = "regime_id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    subject = fields.Selection(
        selection=[
            ("inquiry", "An Inquiry Comes In"),
            ("message", "The Client of a Deal Writes or Calls"),
        ],
        string="When",
        required=True,
        default="message",
    )
    channel_ids = fields.Many2many(
        comodel_name="bank.channel",
        string="Over the Channels",
        help="Empty: over any channel.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Products",
        ondelete="restrict",
        index="btree_not_null",
        help="With all categories below. Empty: all products.",
    )
    least_worth = fields.Float(
        string="Deals from",
        digits=(16, 2),
        help="Worth of the deal in the currency of the bank; an inquiry has none yet.",
    )
    regime_id = fields.Many2one(
        comodel_name="bank.clock.regime",
        string="Term",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', 'service')]",
    )

    @api.model
    def _choose(self, subject, wanted):
        """Return ``{record: term}`` of those that a rule fits, by the first that does.

        :param wanted: ``{record: (channel, product, worth)}``
        """
        # how soon the bank answers is a setting, whoever acts
        rules_sudo = self.sudo().search([("subject", "=", subject)]) if wanted else self
        chosen = {}
        for record, facts in wanted.items():
            fitting = (rule for rule in rules_sudo if rule._fits(*facts))
            if rule := next(fitting, None):
                chosen[record] = rule.regime_id
        return chosen

    def _fits(self, channel, product, worth):
        if self.channel_ids and channel not in self.channel_ids:
            return False
        if self.least_worth and worth < self.least_worth:
            return False
        if not self.product_category_id:
            return True
        path = product.sudo().category_id.parent_path or ""
        return path.startswith(self.product_category_id.parent_path)

    @api.model
    def _get_regimes(self, subject):
        """Return the terms that may run, those of withdrawn rules among them."""
        rules_sudo = self.sudo().with_context(active_test=False)
        return rules_sudo.search([("subject", "=", subject)]).regime_id
