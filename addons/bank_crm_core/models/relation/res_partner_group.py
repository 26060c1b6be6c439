# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

from ..agreement.bank_agreement import IN_FORCE


class ResPartner(models.Model):
    """The groups in which a client stands, and what several clients have together."""

    _inherit = "res.partner"

    group_member_ids = fields.One2many(
        comodel_name="bank.client.group.member",
        inverse_name="partner_id",
        string="Memberships",
    )
    card_group_ids = fields.Many2many(
        comodel_name="bank.client.group.member",
        compute="_compute_card_facts",
        string="Households and Holdings",
    )

    @api.model
    def _get_card_lists(self):
        today = fields.Date.to_string(fields.Date.context_today(self))
        return {
            **super()._get_card_lists(),
            "card_group_ids": (
                "bank_client_group_member",
                "",
                f"t.partner_id = p.id AND COALESCE(t.date_to >= '{today}', TRUE)",
                "t.is_primary_group DESC NULLS LAST, t.id",
                10,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        return [*super()._get_card_triggers(), "group_member_ids"]

    def _read_group_agreements(self):
        """Return ``{role: agreements in force}`` of these clients: an agreement stands
        once under a role, however many of them have it. What the reader may not see is
        left out.
        """
        parties = self.env["bank.agreement.party"]._read_group(
            [("partner_id", "in", self.ids), ("agreement_id.state", "in", IN_FORCE)],
            ["role"],
            ["agreement_id:recordset"],
        )
        found = dict(parties)
        own = self.env["bank.agreement"].search(
            [("partner_id", "in", self.ids), ("state", "in", IN_FORCE)]
        )
        # a feed may deliver an agreement before its parties
        found["owner"] = found.get("owner", own) | own
        return {role: rows for role, rows in found.items() if rows}

    def action_form_group(self):
        """Open a new group of this client and of whom he forms one with."""
        self.ensure_one()
        kind = "holding" if self.is_company else "household"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Group"),
            "res_model": "bank.client.group",
            "views": [[False, "form"]],
            "context": {
                "default_kind": kind,
                "default_name": self.name,
                "default_member_ids": [
                    fields.Command.create(values)
                    for values in self._prepare_group_members(kind)
                ],
            },
        }

    def _prepare_group_members(self, kind):
        """Return values of its members: himself, and clients by relations of today."""
        relations = self.env["bank.relation"].search(
            self._get_relation_domain()
            & self.env["bank.relation"]._get_current_domain()
            & fields.Domain("type_id.group_kind", "=", kind),
            limit=100,
        )
        members = [{"partner_id": self.id, "is_primary_member": True}]
        for row in relations.with_context(relation_of=self.id):
            other = row.other_id._filtered_access("read")
            if other.client_kind and other.id not in [
                member["partner_id"] for member in members
            ]:
                members.append({"partner_id": other.id, "role": row.side_name})
        return members
