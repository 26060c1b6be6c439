# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models


class BankRegistryGraph(models.AbstractModel):
    _inherit = "bank.registry.graph"

    @api.model
    def _get_entries(self):
        return {
            **super()._get_entries(),
            "agreement": {
                "name": self.env._("Agreements"),
                "sequence": 10,
                "model": "bank.agreement",
                "method": "_get_graph_objects",
            },
        }

    @api.model
    def _read_objects(self, client, most):
        """Return what stands around a client, at most ``most`` of each kind.

        Of what a method finds only records that the user may read are kept: no kind,
        a partner's own either, shows more than its own form would.

        :return: list of dicts ``code``, ``name`` of the kind, ``record``, ``facts`` and
            ``links``
        """
        found = []
        for code, entry in self._read_entries().items():
            nodes = self.env[entry["model"]]
            if not nodes.has_access("read"):
                continue
            rows = self._run_entry(code, client)
            ids = [row["record"].id for row in rows]
            readable = {
                row.id: row for row in nodes.browse(ids)._filtered_access("read")
            }
            kind = {"code": code, "name": entry["name"]}
            found += [
                {**row, **kind, "record": readable[row["record"].id]}
                for row in rows
                if row["record"].id in readable
            ][:most]
        return found
