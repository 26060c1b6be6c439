# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankProcess(models.Model):
    """The regulated way in which products of some categories are sold."""

    _name = "bank.process"
    _description = "Sales Process"
    _inherit = ["bank.process.mixin"]

    # named anew: the labels of a mixin's options are translated where it is alone
    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ]
    )
    stage_ids = fields.One2many(
        comodel_name="crm.stage", inverse_name="process_id", copy=True
    )
    product_category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        string="Product Categories",
        help="Sold by this process, with all categories below. Empty: everything "
        "that no other process sells.",
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Only for",
        help="Empty: all kinds of clients.",
    )
    origin_id = fields.Many2one(
        comodel_name="bank.process",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    deal_ids = fields.One2many(comodel_name="crm.lead", inverse_name="process_id")
    deal_count = fields.Integer(compute="_compute_deal_count")

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.depends("deal_ids")
    def _compute_deal_count(self):
        # a number tells nothing about clients, whom the administrator does not see
        groups = (
            self.env["crm.lead"]
            .sudo()
            ._read_group([("process_id", "in", self.ids)], ["process_id"], ["__count"])
        )
        counts = {process.id: count for process, count in groups}
        for process in self:
            process.deal_count = counts.get(process.id, 0)

    def _get_stages(self):
        return self.stage_ids.sorted(lambda stage: (stage.sequence, stage.id))

    def _get_structure_blocker(self):
        reasons = super()._get_structure_blocker()
        reason = self.env._(
            "The last stage must be the won one, and only that. Mark it so."
        )
        for process in self:
            won = [stage.is_won for stage in process._get_stages()]
            if not won or not won[-1] or any(won[:-1]):
                reasons.setdefault(process.id, reason)
        return reasons

    @api.model
    def _find_for(self, product, partner):
        """Return the published process by which a product is sold to a client.

        The nearest category up the tree wins, then a process made for this kind
        of client; a process without categories sells what no other one does.
        """
        path = [
            int(part)
            for part in (product.category_id.parent_path or "").split("/")
            if part
        ]
        ranked = []
        for process in self.sudo().search([("state", "=", "published")]):
            categories = process.product_category_ids.ids
            depth = max(
                (path.index(item) + 1 for item in categories if item in path), default=0
            )
            if categories and not depth:
                continue
            if process.client_kind and process.client_kind != partner.client_kind:
                continue
            ranked.append((depth, bool(process.client_kind), process.id))
        return self.browse(max(ranked)[-1] if ranked else [])

    def action_open_deals(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.crm_lead_action_deals"
        )
        return {**action, "domain": [("process_id", "=", self.id)], "context": {}}
