# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankObligationKind(models.Model):
    """A rule: what happens on which agreements or papers, who is told and how early."""

    _name = "bank.obligation.kind"
    _description = "Kind of Obligation"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    event = fields.Selection(
        selection=lambda self: self._selection_event(),
        required=True,
        help="What is looked for every night.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Only of Products",
        ondelete="restrict",
        help="And of all categories below it. Empty: of all products.",
    )
    document_type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="Only of Papers",
        ondelete="restrict",
        help="An insurance policy, an extract … Empty: all papers of clients.",
    )
    lead_days = fields.Integer(
        string="Days Ahead", default=30, help="How early it is told."
    )
    missed_days = fields.Integer(
        string="Missed After, Days",
        default=14,
        help="Days after the date when what was not done counts as missed.",
    )
    activity_type_id = fields.Many2one(
        comodel_name="mail.activity.type",
        string="Task",
        ondelete="restrict",
        help="For the client's manager. Empty: no task.",
    )
    template_id = fields.Many2one(
        comodel_name="mail.template",
        string="Notice to the Client",
        domain=[("model", "=", "bank.obligation")],
        ondelete="restrict",
        help="Goes through the contact gate. Empty: the client is not written to.",
    )

    _check_days = models.Constraint(
        "CHECK (lead_days >= 0 AND missed_days >= 0)", "Days are not negative."
    )

    @api.model
    def _get_events(self):
        """Hook: ``{code: label}``; the query of an event is `_find_<code>` of
        ``bank.obligation``.
        """
        return {
            "agreement_expiry": self.env._("An agreement ends"),
            "document_expiry": self.env._("A paper of the dossier runs out"),
            "identity_expiry": self.env._("An identity document runs out"),
            "first_arrears": self.env._("First arrears"),
            "changed_terms": self.env._("Terms of an agreement have changed"),
            "tariff_unpaid": self.env._("A fee by tariff is not paid"),
            "promise": self.env._("Promised to the client"),
        }

    @api.model
    def _selection_event(self):
        return list(self._get_events().items())

    def _has_notice(self):
        """Hook: tell whether the client is written to."""
        return bool(self.template_id)
