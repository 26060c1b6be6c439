# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command

from .common import ApprovalCommon


class AuthorityCommon(ApprovalCommon):
    """A ladder: the head up to 1,000, then a boss up to 5,000; two related clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route.action_retire()
        cls.client, cls.sister, cls.stranger = cls.env["res.partner"].create(
            [
                {"name": name, "client_kind": "company", "branch_id": cls.branch.id}
                for name in ("Zarya Ltd", "Rassvet Ltd", "Zakat Ltd")
            ]
        )
        cls.env["bank.client.group"].create(
            {
                "name": "Zarya",
                "kind": "holding",
                "member_ids": [
                    Command.create({"partner_id": client.id})
                    for client in cls.client | cls.sister
                ],
            }
        )
        cls.matrix = cls._matrix({"user_id": cls.head.id, "exposure_limit": 1000})
        cls.ladder = cls._ladder(cls.head, cls.boss1)

    @classmethod
    def _matrix(cls, *limits):
        matrix = cls.env["bank.authority.matrix"].create(
            {
                "name": "Limits",
                "limit_ids": [
                    Command.create(values)
                    for values in (
                        *limits,
                        {"user_id": cls.boss1.id, "exposure_limit": 5000},
                    )
                ],
            }
        )
        matrix.action_publish()
        return matrix

    @classmethod
    def _ladder(cls, *users, **values):
        route = cls.env["bank.approval.route"].create(
            {
                "name": "By limit",
                "model_id": cls.model.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": user.name,
                            "sequence": number,
                            "who": "users",
                            "user_ids": [Command.set(user.ids)],
                            "by_limit": True,
                            **values,
                        }
                    )
                    for number, user in enumerate(users)
                ],
            }
        )
        route.action_publish()
        return route

    def _product(self, trade, code=None):
        code = code or f"t_{trade}"
        if known := self.env["bank.product"].search([("code", "=", code)]):
            return known
        category = self.env["bank.product.category"].create(
            {"name": trade, "code": f"{code}s"}
        )
        product = self.env["bank.product"].create(
            {
                "name": trade,
                "code": code,
                "category_id": category.id,
                "trade": trade,
            }
        )
        product.action_activate()
        return product

    def _agreement(self, client, balance, trade="credit", amount=None):
        return self.env["bank.agreement"]._open_from_deal(
            {
                "number": f"T-{trade}",
                "partner_id": client.id,
                "product_id": self._product(trade).id,
                "currency_id": self.env.company.currency_id.id,
                "amount": 2 * balance if amount is None else amount,
                "balance": balance,
                "date_start": "2026-01-15",
            }
        )

    def _asked(self, loan):
        return loan.sudo().approval_id.open_task_ids.user_id

    def _limits(self, loan):
        return loan.sudo().approval_id.turn_ids.limit_id
