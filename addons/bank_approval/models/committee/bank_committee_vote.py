# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankCommitteeVote(models.Model):
    """One vote: written once, by who gave it."""

    _name = "bank.committee.vote"
    _description = "Vote in a Committee"
    _inherit = ["bank.append.only.mixin"]
    _order = "id"
    _rec_name = "member_id"

    item_id = fields.Many2one(
        comodel_name="bank.committee.item",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
    )
    member_id = fields.Many2one(
        comodel_name="bank.committee.member",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Voted By",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    decision = fields.Selection(
        selection=[("for", "For"), ("against", "Against"), ("abstain", "Abstained")],
        required=True,
        readonly=True,
    )
    comment = fields.Text(string="Opinion", readonly=True)
    conditions = fields.Text(readonly=True)
    date = fields.Datetime(required=True, readonly=True)

    _seat_uniq = models.UniqueIndex("(item_id, member_id)", "This seat has voted.")
    # nobody votes twice on a matter, for whomever he acts
    _user_uniq = models.UniqueIndex("(item_id, user_id)", "You have voted already.")

    @api.model
    def _prepare_row(self, item, seat, decision, comment, conditions):
        lines = [" ".join(text.split()) for text in conditions]
        return {
            "item_id": item.id,
            "member_id": seat.id,
            "user_id": self.env.uid,
            "decision": decision,
            "comment": (comment or "").strip() or None,
            "conditions": "\n".join(filter(None, lines)) or None,
            "date": fields.Datetime.to_string(fields.Datetime.now()),
        }

    def _says(self, decision, comment, conditions):
        """Return whether this vote says just that, conditions and opinion as well."""
        row = self._prepare_row(
            self.item_id, self.member_id, decision, comment, conditions
        )
        names = ("decision", "comment", "conditions")
        return all((self[name] or None) == row[name] for name in names)

    @api.model
    def _hash_row(self, row):
        parts = (row["decision"], row["comment"] or "", row["conditions"] or "")
        return self.env["bank.decision"]._hash_text("\x1f".join(parts))

    def _get_conditions(self):
        return tuple((self.conditions or "").splitlines())
