# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class TestBankOrder(models.Model):
    """The whole adoption of delegation: signed as oneself or for who has given it."""

    _name = "test.bank.order"
    _description = "Test Order"
    _inherit = ["bank.transition.mixin"]

    name = fields.Char(required=True)
    amount = fields.Float()
    state = fields.Selection(
        selection=[("draft", "Draft"), ("signed", "Signed")],
        default="draft",
        required=True,
    )

    def _get_transitions(self):
        return {**super()._get_transitions(), ("draft", "signed"): "_get_sign_blocker"}

    def _find_signers(self):
        """Return for whom the user may sign this order: himself before others."""
        if own := self.env.user._filter_act_holders("test_sign"):
            return own
        return self.env["bank.delegation"]._get_principals(
            self.env.user, "test_sign", amount=self.amount, initiator=self.create_uid
        )

    def _get_sign_blocker(self):
        closed = self.filtered(lambda order: not order._find_signers())
        return dict.fromkeys(closed.ids, "Neither you nor your principals sign this.")

    def action_sign(self):
        self.check_access("write")
        for order in self:
            order._transition("signed")
            order._log_signature(order._find_signers()[:1])

    def _log_signature(self, signer):
        rows = [(self, {"amount": self.amount})]
        if signer == self.env.user:
            return self.env["bank.decision"]._record("test_order_signed", rows)
        return self.env["bank.delegation"]._record_act(
            "test_sign",
            "test_order_signed",
            rows,
            signer,
            amount=self.amount,
            initiator=self.create_uid,
        )
