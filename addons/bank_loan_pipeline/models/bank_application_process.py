# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from odoo.addons.bank_crm_core.models.product.bank_product import TRADES


class BankApplicationProcess(models.Model):
    """The way of an application of one kind, from its data to the issue."""

    _name = "bank.application.process"
    _description = "Application Process"
    _inherit = ["bank.process.mixin"]

    # named anew: the labels of a mixin's options are translated where it is alone
    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ]
    )
    trade = fields.Selection(
        selection=TRADES,
        string="Kind",
        required=True,
        default="credit",
        help="Applications for products of this kind follow the process.",
    )
    stage_ids = fields.One2many(
        comodel_name="bank.application.stage", inverse_name="process_id", copy=True
    )
    origin_id = fields.Many2one(
        comodel_name="bank.application.process",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _get_stages(self):
        return self.stage_ids.sorted(lambda stage: (stage.sequence, stage.id))

    @api.model
    def _find_for(self, product):
        """Return the process in force for a product; the latest where two are."""
        return self.sudo().search(
            [("state", "=", "published"), ("trade", "=", product.trade)],
            order="date_published desc, id desc",
            limit=1,
        )
