# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, models
from odoo.tools import SQL

from .bank_segment import RELATION


class BankSegment(models.Model):
    """The export of a segment is an act: a bank may want it approved first."""

    _name = "bank.segment"
    _inherit = ["bank.segment", "bank.act.mixin"]
    _act_loose_fields = ("active", "is_shared", "date_refreshed", "refresh_problem")

    @api.model
    def _get_acts(self):
        return {**super()._get_acts(), "export": self.env._("Export of Clients")}

    def _read_act_content(self):
        """The clients of a fixed list, or the conditions by which they are found."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT segment_id, array_agg(partner_id ORDER BY partner_id) FROM %s "
                "WHERE segment_id = ANY(%s) GROUP BY segment_id",
                SQL.identifier(RELATION),
                self.filtered(lambda segment: segment.kind == "fixed").ids,
            )
        )
        clients = dict(rows)
        content = super()._read_act_content()
        for segment in self:
            own = clients.get(segment.id) or segment._list_conditions()
            content[segment.id] = json.dumps(own, sort_keys=True)
        return content

    def _list_conditions(self):
        return [
            [line.joiner, line.source, line.is_negated, line.parameters]
            for line in self.line_ids.sorted("sequence")
        ]
