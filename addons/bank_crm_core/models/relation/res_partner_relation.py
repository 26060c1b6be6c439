# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResPartner(models.Model):
    """Who is related to a client, on his card."""

    _inherit = "res.partner"

    relation_from_ids = fields.One2many(
        comodel_name="bank.relation",
        inverse_name="partner_from_id",
        string="What He Is to Others",
    )
    relation_to_ids = fields.One2many(
        comodel_name="bank.relation",
        inverse_name="partner_to_id",
        string="What Others Are to Him",
    )
    card_relation_ids = fields.Many2many(
        comodel_name="bank.relation",
        compute="_compute_card_facts",
        string="Related People and Companies",
    )
    card_past_relation_ids = fields.Many2many(
        comodel_name="bank.relation",
        compute="_compute_card_facts",
        string="Past Relations",
    )

    @api.model
    def _get_card_lists(self):
        mine = "(t.partner_from_id = p.id OR t.partner_to_id = p.id)"
        today = fields.Date.to_string(fields.Date.context_today(self))
        is_past = f"COALESCE(t.date_to < '{today}', FALSE)"
        order = "t.type_id, t.share DESC NULLS LAST, t.id"
        return {
            **super()._get_card_lists(),
            "card_relation_ids": (
                "bank_relation",
                "",
                f"{mine} AND NOT {is_past}",
                order,
                40,
            ),
            "card_past_relation_ids": (
                "bank_relation",
                "",
                f"{mine} AND {is_past}",
                "t.date_to DESC, t.id DESC",
                10,
            ),
        }

    @api.model
    def _get_card_triggers(self):
        own = ["relation_from_ids", "relation_to_ids"]
        return [*super()._get_card_triggers(), *own]

    @api.readonly
    def web_read(self, specification):
        """Read a card's relations from its side; the web client cannot name the card in
        the context before it has read it.
        """
        if len(self) == 1:
            specification = dict(specification)
            for name in ("card_relation_ids", "card_past_relation_ids"):
                if "fields" in (spec := specification.get(name) or {}):
                    context = {**(spec.get("context") or {}), "relation_of": self.id}
                    specification[name] = {**spec, "context": context}
        return super().web_read(specification)

    def _get_relation_domain(self):
        """Return the domain of all relations of these cards, ended ones, too."""
        return fields.Domain("partner_from_id", "in", self.ids) | fields.Domain(
            "partner_to_id", "in", self.ids
        )

    def action_open_relations(self):
        """List the relations of this client, the ended ones with a filter."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_relation_action"
        )
        return {
            **action,
            "domain": list(self._get_relation_domain()),
            "context": {"relation_of": self.id, "create": False},
        }

    def action_add_relation(self):
        """Add somebody to the card by one line."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Relation"),
            "res_model": "bank.relation.add",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_partner_id": self.id,
                "client_side": "company" if self.is_company else "person",
            },
        }
