# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models

STEPS = ("waiting", "approved", "presented", "accepted", "declined")


class BankOfferStep(models.Model):
    """What the bank asks for before an offer takes a step, or that it never takes it.

    The steps that there are stay those of the program: a line narrows them.
    """

    _name = "bank.offer.step"
    _description = "Step in the Life of Offers"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(
        string="Why",
        required=True,
        translate=True,
        help="Shown to whoever is stopped: say what to do instead.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    target = fields.Selection(
        selection=[
            ("waiting", "Is Sent for Approval"),
            ("approved", "Is Approved"),
            ("presented", "Is Presented"),
            ("accepted", "Is Accepted"),
            ("declined", "Is Declined"),
        ],
        string="Before an Offer",
        required=True,
        default="presented",
    )
    origin = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("waiting", "Waits for Approval"),
            ("approved", "Approved"),
            ("presented", "Presented"),
            ("accepted", "Accepted"),
        ],
        string="While It Is",
        help="Empty: whatever it is.",
    )
    kind = fields.Selection(
        selection=[("preliminary", "Preliminary"), ("final", "Final")],
        string="Kind of Offer",
        help="Empty: both.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Products",
        ondelete="restrict",
        index="btree_not_null",
        help="With all categories below. Empty: all products.",
    )
    is_closed = fields.Boolean(
        string="Never", help="This step is not taken at all: there is another way."
    )
    check_ids = fields.Many2many(
        comodel_name="bank.check",
        string="Checks",
        domain="[('model', '=', 'bank.offer')]",
        help="All of them have to pass.",
    )
    group_ids = fields.Many2many(
        comodel_name="res.groups",
        string="Only By",
        help="Empty: everybody who may take this step. An answer by the link is the "
        "client's own.",
    )

    @api.model
    def _find_reasons(self, offers, target):
        """Return ``{offer id: reason}`` of the offers that a line stops."""
        # the scheme is a setting, whoever takes the step
        lines_sudo = self.sudo().search([("target", "=", target)])
        reasons = {}
        for line in lines_sudo:
            stopped = line._find_stopped(line._filter_meant(offers))
            for offer_id, reason in stopped.items():
                reasons.setdefault(offer_id, reason)
        return reasons

    def _filter_meant(self, offers):
        path = self.product_category_id.parent_path or ""
        return offers.filtered(
            lambda offer: (
                (not self.origin or offer.state == self.origin)
                and (not self.kind or offer.kind == self.kind)
                and (offer.product_id.sudo().category_id.parent_path or "").startswith(
                    path
                )
            )
        )

    def _find_stopped(self, offers):
        # the client himself has no groups: he answers by the server
        groups = offers.env.user.all_group_ids
        is_foreign = (
            not offers.env.su and self.group_ids and not self.group_ids & groups
        )
        if self.is_closed or is_foreign:
            return dict.fromkeys(offers.ids, self.name)
        reasons = {}
        for check in self.check_ids if offers else ():
            for offer_id, reason in check._find_failures(offers).items():
                reasons.setdefault(offer_id, f"{self.name}: {reason}")
        return reasons
