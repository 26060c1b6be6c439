# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

OBJECTS = 12


class ResPartner(models.Model):
    """Agreements, deals and whatever else is registered, on the graph of relations."""

    _inherit = "res.partner"

    def _read_graph_objects(self, day):
        """Return the registered objects around this client; they are those of today."""
        if day != fields.Date.context_today(self):
            return []
        return self.env["bank.registry.graph"]._read_objects(self, OBJECTS)

    @api.model
    def _describe_object_nodes(self, objects):
        return [
            {
                "id": self._get_object_key(row["record"]),
                "name": row["record"].display_name or "",
                "level": 1,
                "is_company": True,
                "is_seen": True,
                "is_client": False,
                "facts": [fact for fact in row["facts"] if fact],
                "more": 0,
                "kind": row["name"],
                "model": row["record"]._name,
                "res_id": row["record"].id,
            }
            for row in objects
        ]

    @api.model
    def _describe_object_edges(self, objects, levels):
        return [
            {
                "id": f"{self._get_object_key(row['record'])},{index}",
                "from": partner.id,
                "to": self._get_object_key(row["record"]),
                "type": label,
                "nature": row["code"],
                "is_symmetric": False,
                "share": 0,
                "since": "",
                "model": row["record"]._name,
                "res_id": row["record"].id,
            }
            for row in objects
            for index, (partner, label) in enumerate(row["links"])
            if partner.id in levels
        ]

    @api.model
    def _get_object_key(self, record):
        return f"{record._name},{record.id}"
