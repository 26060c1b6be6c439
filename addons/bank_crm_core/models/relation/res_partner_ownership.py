# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import pairwise

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import ownership

LEVELS = 20
EDGES = 5_000
_OWNING = """
    WITH RECURSIVE valid AS NOT MATERIALIZED (
        SELECT r.id, r.partner_from_id, r.partner_to_id, k.has_share
          FROM bank_relation r JOIN bank_relation_type k ON k.id = r.type_id
         WHERE (k.has_share AND r.share > 0 OR k.is_control OR k.is_executive)
           AND COALESCE(r.date_from <= %(today)s, TRUE)
           AND COALESCE(r.date_to >= %(today)s, TRUE)
    ), up (id, level) AS (
        SELECT unnest(%(ids)s::int[]), 0
         UNION
        SELECT v.partner_from_id, up.level + 1
          FROM up JOIN valid v ON v.partner_to_id = up.id AND v.has_share
         WHERE up.level < %(levels)s
    )
    SELECT DISTINCT v.id FROM up JOIN valid v ON v.partner_to_id = up.id
     WHERE v.has_share OR up.level = 0 ORDER BY v.id LIMIT %(edges)s
"""


class ResPartner(models.Model):
    """Who owns a company in the end, and who else decides for it: as far as the reader
    sees the relations that lead there.
    """

    _inherit = "res.partner"

    owners = fields.Html(
        compute="_compute_owners", string="Ultimate Owners", sanitize=False
    )

    @api.depends(
        "is_company", "relation_to_ids.share", "relation_to_ids.partner_from_id"
    )
    @api.depends_context("uid", "lang")
    def _compute_owners(self):
        companies = self.filtered(lambda partner: partner.is_company and partner.id)
        found = companies._find_owners()
        for partner in self:
            values = found.get(partner._origin.id)
            partner.owners = values and self.env["ir.qweb"]._render(
                "bank_crm_core.client_owners", values
            )

    def _find_owners(self):
        """Return ``{company id: values of the template}``, in a fixed number of queries."""
        if not self:
            return {}
        relations, is_cut = self._read_owning_relations()
        edges = [
            (row.partner_from_id.id, row.partner_to_id.id, row.share / 100)
            for row in relations
            if row.type_id.has_share
        ]
        shares = ownership.compute_shares(edges)
        return {
            company.id: company._describe_owners(relations, edges, shares, is_cut)
            for company in self
        }

    def _read_owning_relations(self):
        """Return the relations of today by which these companies are owned or decided
        for, and whether some of them are hidden from the reader.
        """
        self.env["bank.relation"].flush_model()
        today = fields.Date.context_today(self)
        rows = self.env.execute_query(
            SQL(
                _OWNING,
                today=today,
                ids=self._origin.ids,
                levels=LEVELS,
                edges=EDGES,
            )
        )
        found = self.env["bank.relation"].browse(row[0] for row in rows)
        seen = found._filtered_access("read")
        seen.fetch(["type_id", "partner_from_id", "partner_to_id", "share"])
        return seen, len(seen) < len(found)

    def _describe_owners(self, relations, edges, found, is_cut):
        shares = found.shares.get(self.id, {})
        # owners are named in the relations that the reader sees
        named_sudo = relations.sudo().partner_from_id | relations.sudo().partner_to_id
        names = {partner.id: partner for partner in named_sudo}
        rows = [
            self._describe_owner(names, edges, owner, share)
            for owner, share in sorted(shares.items(), key=lambda item: -item[1])
            if round(share, 6)
        ]
        unknown = round((1 - sum(shares.values())) * 100, 4) if rows else 0
        is_found = any(row["is_beneficial"] for row in rows)
        return {
            "rows": rows,
            "unknown": unknown,
            "unknown_text": self.env._(
                "Owners of %(share)s %% are not known.", share=f"{unknown:.6g}"
            ),
            "circle": [
                names[company].name for company in found.circles if company in names
            ],
            "overfull": [names[company].name for company in found.overfull],
            "deciding": self._list_deciding(relations, is_found),
            "is_cut": is_cut,
        }

    def _list_deciding(self, relations, is_found):
        """Return ``[(type, name)]`` of who decides for the company whatever his share;
        its executive where no beneficial owner is found.
        """
        direct = relations.filtered(lambda row: row.partner_to_id.id == self.id)
        deciding = direct.filtered("type_id.is_control")
        if not deciding and not is_found:
            deciding = direct.filtered("type_id.is_executive")
        # named in a relation that the reader sees
        return [(row.type_id.name, row.sudo().partner_from_id.name) for row in deciding]

    def _describe_owner(self, names, edges, owner, share):
        chains = ownership.find_chains(edges, owner, self.id)
        direct = {(first, second): part for first, second, part in edges}
        person = names[owner]
        return {
            "id": owner,
            "name": person.name,
            "share": round(share * 100, 4),
            "is_person": not person.is_company,
            "is_beneficial": not person.is_company and ownership.is_beneficial(share),
            "chains": [
                self._tell_chain(names, direct, chain, weight)
                for weight, chain in chains
                if len(chain) > 2
            ],
        }

    def _tell_chain(self, names, direct, chain, weight):
        """Return a chain in words: who owns how much of whom, down to the company."""
        steps = [
            self.env._(
                "%(share)s %% of “%(company)s”",
                share=f"{direct[first, second] * 100:.6g}",
                company=names[second].name,
            )
            for first, second in pairwise(chain)
        ]
        return self.env._(
            "%(owner)s: %(steps)s = %(share)s %%",
            owner=names[chain[0]].name,
            steps=" → ".join(steps),
            share=f"{weight * 100:.6g}",
        )
