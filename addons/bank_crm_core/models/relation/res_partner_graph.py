# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_date

DEPTH = 2
PER_NODE = 12
NODES = 60


class ResPartner(models.Model):
    """The graph of whom a client is related to, and who they are related to.

    Each level costs the same number of queries, however many relations there are. Only
    cards that the reader may read are walked on from; whoever stands behind another
    wall is named, as his relation names him, and nothing more is said of him.
    """

    _inherit = "res.partner"

    @api.model
    def _get_graph_fields(self):
        """Hook: fields of a card that its node shows, to those who may read them."""
        return ["client_kind", "phone", "manager_id"]

    @api.readonly
    def get_relation_graph(self, depth=DEPTH, day=None):
        """Return nodes and edges around this client for the graph on the screen.

        :param depth: how many relations away, 1 or 2
        :param day: as of which date, today where none is given
        :return: dict of ``root``, ``nodes``, ``edges``, ``natures`` and ``can_add``
        """
        self.ensure_one()
        self.check_access("read")
        day = fields.Date.to_date(day) if day else fields.Date.context_today(self)
        levels, counts = {self.id: 0}, {}
        relations, seen = self.env["bank.relation"], self.browse(self.id)
        frontier = seen
        for level in range(1, min(max(int(depth), 1), DEPTH) + 1):
            found = frontier._read_graph_relations(day, counts)
            relations |= found
            ends = found.partner_from_id | found.partner_to_id
            fresh = ends.filtered(lambda end: end.id not in levels)
            fresh = fresh[: NODES - len(levels)]
            levels.update((end.id, level) for end in fresh)
            frontier = fresh._filtered_access("read")
            seen |= frontier
        objects = self._read_graph_objects(day)
        # whoever has a part in an object that is seen is named in it
        partners = [partner.id for row in objects for partner, _label in row["links"]]
        fresh = self.browse(dict.fromkeys(partners)).filtered(
            lambda partner: partner.id not in levels
        )[: max(0, NODES - len(levels))]
        levels.update((partner.id, 1) for partner in fresh)
        seen |= fresh._filtered_access("read")
        return {
            "root": self.id,
            "nodes": self._describe_nodes(levels, seen, counts, relations)
            + self._describe_object_nodes(objects),
            "edges": self._describe_edges(relations, levels)
            + self._describe_object_edges(objects, levels),
            "natures": self._get_graph_natures(objects),
            "can_add": self.env["bank.relation"].has_access("create"),
        }

    @api.model
    def _get_graph_natures(self, objects):
        """Return what the legend tells apart: natures of relations, kinds of object."""
        kinds = self.env["bank.relation.type"]._fields["nature"]
        return [
            *kinds._description_selection(self.env),
            *{row["code"]: row["name"] for row in objects}.items(),
        ]

    def _read_graph_relations(self, day, counts):
        """Return the first relations of each of these cards as of a day, and note in
        ``counts`` how many each has.
        """
        self.env["bank.relation"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id, t.id, t.total
                  FROM unnest(%(ids)s::int[]) AS p (id) CROSS JOIN LATERAL (
                       SELECT r.id, count(*) OVER () AS total
                         FROM bank_relation r
                        WHERE (r.partner_from_id = p.id OR r.partner_to_id = p.id)
                          AND COALESCE(r.date_from <= %(day)s, TRUE)
                          AND COALESCE(r.date_to >= %(day)s, TRUE)
                        ORDER BY r.share DESC NULLS LAST, r.type_id, r.id
                        LIMIT %(limit)s) t
                """,
                ids=self.ids,
                day=day,
                limit=PER_NODE,
            )
        )
        counts.update({partner_id: total for partner_id, _id, total in rows})
        found = self.env["bank.relation"].browse({row[1] for row in rows})
        return found.sorted("id")._filtered_access("read")

    @api.model
    def _describe_nodes(self, levels, seen, counts, relations):
        shown = dict.fromkeys(levels, 0)
        for row in relations:
            for end in (row.partner_from_id.id, row.partner_to_id.id):
                if end in shown:
                    shown[end] += 1
        names = [
            name
            for name in self._get_graph_fields()
            if self._has_field_access(self._fields[name], "read")
        ]
        seen.fetch(names)
        # all of them are ends of relations that the reader sees, and are named there
        nodes_sudo = self.browse(levels).sudo()
        return [
            {
                "id": node.id,
                "name": node.name or "",
                "level": levels[node.id],
                "is_company": node.is_company,
                "is_seen": node.id in seen._ids,
                "is_client": bool(node.client_kind) and node.id in seen._ids,
                "facts": self.browse(node.id)._get_graph_facts(names)
                if node.id in seen._ids
                else [],
                "more": max(0, counts.get(node.id, 0) - shown[node.id]),
            }
            for node in nodes_sudo
        ]

    def _get_graph_facts(self, names):
        """Return the values of these fields as they are read on a screen."""
        values = (self._format_merged(name) for name in names)
        return [value for value in values if value]

    @api.model
    def _describe_edges(self, relations, levels):
        return [
            {
                "id": row.id,
                "from": row.partner_from_id.id,
                "to": row.partner_to_id.id,
                "type": row.type_id.name,
                "nature": row.type_id.nature,
                "is_symmetric": row.is_symmetric,
                "share": row.share,
                "since": format_date(self.env, row.date_from) if row.date_from else "",
            }
            for row in relations
            if row.partner_from_id.id in levels and row.partner_to_id.id in levels
        ]

    def action_open_graph(self):
        """Open the graph of this client."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.client",
            "tag": "bank_relation_graph",
            "name": self.env._("Relations of %(name)s", name=self.name),
            "params": {"partner_id": self.id},
        }
