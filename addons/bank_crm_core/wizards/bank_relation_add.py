# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class BankRelationAdd(models.TransientModel):
    """One line on a client's card: who somebody is to the client, his name, his phone.

    Whoever may be meant among the cards that the user sees is offered; nobody else is
    even counted. Without a choice the person becomes a contact of the client.
    """

    _name = "bank.relation.add"
    _description = "New Relation of a Client"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        ondelete="cascade",
    )
    role = fields.Selection(
        selection="_selection_role",
        string="Who He Is",
        required=True,
        help="To the client: his director, the company that he directs.",
    )
    other_id = fields.Many2one(
        comodel_name="res.partner",
        string="Known Card",
        ondelete="cascade",
        help="Empty: a new contact of the client is made.",
    )
    name = fields.Char(string="Name or Title")
    phone = fields.Char()
    email = fields.Char()
    candidate_ids = fields.Many2many(
        comodel_name="res.partner",
        compute="_compute_candidate_ids",
        string="Known Already",
    )
    has_share = fields.Boolean(compute="_compute_has_share")
    share = fields.Float(string="Share, %", digits=(7, 4))
    position = fields.Char(string="Job Position")
    date_from = fields.Date(string="Since")
    source = fields.Selection(
        selection="_selection_source", required=True, default="client"
    )
    comment = fields.Text()

    @api.model
    def _selection_source(self):
        return [
            option
            for option in self.env["bank.relation"]
            ._fields["source"]
            ._description_selection(self.env)
            if option[0] != "feed"
        ]

    @api.model
    def _selection_role(self):
        """Both names of each type that fits the kind of client named in the context."""
        side = self.env.context.get("client_side")
        options = []
        for kind in self.env["bank.relation.type"].search([("active", "=", True)]):
            if side in (None, "any") or kind.kind_to in ("any", side):
                options.append((f"{kind.id}:from", kind.name))
            if not kind.is_symmetric and (
                side in (None, "any") or kind.kind_from in ("any", side)
            ):
                options.append((f"{kind.id}:to", kind.inverse_name))
        return options

    def _get_type(self):
        """Return the type, and whether the other one is its first end."""
        type_id, _colon, side = (self.role or "").partition(":")
        kind = self.env["bank.relation.type"].browse(int(type_id or 0)).exists()
        return kind, side == "from"

    @api.depends("role")
    def _compute_has_share(self):
        for line in self:
            line.has_share = line._get_type()[0].has_share

    @api.depends("name", "phone", "email", "role", "partner_id")
    def _compute_candidate_ids(self):
        for line in self:
            line.candidate_ids = line._find_candidates()

    def _find_candidates(self):
        """Return cards that may be the one meant: clients by the rules for duplicates,
        contacts of the client by name.
        """
        partners = self.env["res.partner"]
        if not (self.name and self.partner_id):
            return partners
        self.partner_id.check_access("read")
        rules = self.env["bank.duplicate.rule"]
        found = partners
        for kind in self._get_other_kinds():
            card = partners.new(
                {
                    "name": self.name,
                    "phone": self.phone,
                    "email": self.email,
                    "client_kind": kind,
                }
            )
            matches = rules._find_matches(kind, rules._get_card_keys(card))
            found |= partners.browse(matches)
        contacts = partners.search(
            [("parent_id", "=", self.partner_id.id), ("name", "=ilike", self.name)],
            limit=5,
        )
        return (found | contacts)._filtered_access("read") - self.partner_id._origin

    def _get_other_kinds(self):
        """Return the kinds of client that the other one may be."""
        kind, is_from = self._get_type()
        wanted = kind.kind_from if is_from else kind.kind_to
        kinds = {"company": ["company"], "person": ["person", "entrepreneur"]}
        return kinds.get(wanted, ["person", "entrepreneur", "company"])

    def action_choose(self):
        """Take the one card that is offered, and save."""
        self.ensure_one()
        if len(self.candidate_ids) != 1:
            raise UserError(self.env._("Choose the card which is meant."))
        self.other_id = self.candidate_ids
        return self.action_save()

    def action_save(self):
        """Enter the relation, and a new contact where no card was chosen."""
        self.ensure_one()
        kind, is_from = self._get_type()
        self.partner_id.check_access("read")
        other = self.other_id or self._create_contact(kind)
        first, second = (
            (other, self.partner_id) if is_from else (self.partner_id, other)
        )
        self.env["bank.relation"].create(
            {
                "type_id": kind.id,
                "partner_from_id": first.id,
                "partner_to_id": second.id,
                "share": self.share if kind.has_share else 0,
                "position": self.position,
                "date_from": self.date_from,
                "source": self.source,
                "comment": self.comment,
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def _create_contact(self, kind):
        """Make the person a contact of the client, behind the client's wall."""
        self._check_create_contact()
        return self.env["res.partner"].create(
            {
                "name": self.name,
                "parent_id": self.partner_id.id,
                "is_company": self._get_other_kinds() == ["company"],
                "function": self.position
                or (self.partner_id.is_company and self._get_role_name()),
                "phone": self.phone,
                "email": self.email,
            }
        )

    def _check_create_contact(self):
        if not self.name:
            raise UserError(self.env._("Choose a card or type a name."))
        if not self.partner_id.client_kind:
            raise UserError(
                self.env._(
                    "“%(name)s” is a contact himself. Enter the other one as a client.",
                    name=self.partner_id.name,
                )
            )
        if not self.partner_id.has_access("write"):
            raise AccessError(
                self.env._(
                    "Only the client's manager or the head of the branch adds people to "
                    "his card."
                )
            )

    def _get_role_name(self):
        kind, is_from = self._get_type()
        return kind._get_side_name(is_from)
