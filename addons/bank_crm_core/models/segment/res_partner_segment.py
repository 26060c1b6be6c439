# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .bank_segment import RELATION


class ResPartner(models.Model):
    _inherit = "res.partner"

    segment_ids = fields.Many2many(
        comodel_name="bank.segment",
        relation=RELATION,
        column1="partner_id",
        column2="segment_id",
        string="Segments",
        readonly=True,
        copy=False,
        help="As laid down last: conditions are looked at every night.",
    )

    # a segment decides what a client is offered: it is entered by its own doors only
    @api.model_create_multi
    def create(self, vals_list):
        # who may not see segments names none: the ORM refuses him even an empty list
        is_seen = self.env["bank.segment"].has_access("read")
        for vals in vals_list:
            if vals.pop("segment_ids", None):
                self._check_segments()
            if is_seen:
                # set, not only compared: a default in the context would fill the gap
                vals["segment_ids"] = []
        return super().create(vals_list)

    def write(self, vals):
        if "segment_ids" in vals:
            self._check_segments()
        return super().write(vals)

    def _check_segments(self):
        if not self.env.su:
            raise AccessError(
                self.env._("Clients come into a segment by its conditions or its list.")
            )

    def action_add_to_segment(self):
        """Choose the fixed list into which the selected clients go."""
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add to a List"),
            "res_model": "bank.segment.add",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_partner_ids": self.ids},
        }

    def action_export_clients(self):
        """Choose what of the selected clients leaves, and for what."""
        self.check_access("read")
        return self.env["bank.segment"]._open_export({"default_partner_ids": self.ids})
