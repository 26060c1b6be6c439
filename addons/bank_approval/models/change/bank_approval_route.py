# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankApprovalRoute(models.Model):
    """A route for changes after the decision: who is asked goes by what has changed."""

    _inherit = "bank.approval.route"

    purpose = fields.Selection(
        selection=[
            ("decision", "Decision"),
            ("change", "Change after the decision"),
        ],
        required=True,
        default="decision",
        tracking=True,
        help="A change that no such route is meant for is decided anew as a whole.",
    )
    change_kind = fields.Selection(
        selection=[
            ("any", "Any change"),
            ("raised", "The amount is raised"),
            ("same", "Other terms, the amount is not raised"),
        ],
        string="What Has Changed",
        required=True,
        default="any",
    )
    raise_from = fields.Float(string="Raised From, %", help="Of the amount decided on.")
    raise_to = fields.Float(string="Raised Up To, %", help="0: whatever the raise.")
    on_lower = fields.Selection(
        selection=[
            ("again", "Is decided anew"),
            ("keep", "Stays approved, the change is recorded"),
        ],
        string="When the Amount Is Lowered",
        required=True,
        default="again",
        tracking=True,
        help="Where nothing but the amount is lowered after the decision.",
    )

    _check_raise = models.Constraint(
        "CHECK (COALESCE(raise_from, 0) >= 0 AND COALESCE(raise_to, 0) >= 0)",
        "A raise lies above zero.",
    )

    def _get_frozen_fields(self):
        names = {"purpose", "change_kind", "raise_from", "raise_to", "on_lower"}
        return super()._get_frozen_fields() | names

    @api.model
    def _find_for(self, documents):
        """Changes take a route of their own, where there is one for them."""
        bases = documents._find_change_bases()
        changed = documents.filtered(lambda row: row.id in bases)
        found = {}
        if changed:
            routes_sudo = self.sudo().search(
                [
                    ("state", "=", "published"),
                    ("model", "=", documents._name),
                    ("purpose", "=", "change"),
                ]
            )
            for route_sudo in routes_sudo:
                left = changed.filtered(lambda row: row.id not in found)
                fitting = route_sudo._filter_fitting(left)
                for document in fitting:
                    if route_sudo._is_for_change(document, bases[document.id]):
                        found[document.id] = route_sudo
        rest = documents.filtered(lambda row: row.id not in found)
        return {**super()._find_for(rest), **found}

    @api.model
    def _get_decision_domain(self, model):
        domain = super()._get_decision_domain(model)
        return domain & fields.Domain("purpose", "=", "decision")

    def _is_for_change(self, document, base):
        """Return whether it is meant for a change of what ``base`` has decided."""
        raised = base._get_raise(document)
        if self.change_kind == "same":
            return raised <= 0
        if self.change_kind == "any":
            return True
        low, high = self.raise_from or 0, self.raise_to or float("inf")
        return raised > 0 and low <= round(raised, 6) <= high
