# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .authority_common import AuthorityCommon
from .common import MANAGER, make_russian

SECRET = b"12345678901234567890"


@tagged("post_install", "-at_install")
class TestUiJourney(AuthorityCommon, TourCase):
    """Routes are drawn, and what was decided on is changed, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_russian(cls.env, cls.drafter | cls.drafter2 | cls.manager | cls.boss1)

    def tour(self, name, user, path):
        self.env.flush_all()
        self.start_tour(path, name, login=user.login)
        self.env.invalidate_all()

    def test_a_route_is_drawn_proved_tried_and_put_into_force(self):
        for client in self.client | self.stranger:
            self._sent(partner_id=client.id, amount=300)
        board = self.env["res.groups"].create({"name": "Board of Zarya"})
        role = self.env.ref(MANAGER)
        # he could begin such a loan and decide it
        self.boss1.group_ids = [Command.link(board.id), Command.link(role.id)]
        routes = "/odoo/approval-routes"
        self.tour("bank_approval_draw", self.drafter, routes)
        route = self.env["bank.approval.route"].search([("sequence", "=", 1)])
        self.assertEqual((route.name, route.state), ("Крупные кредиты", "draft"))
        self.assertEqual(route.step_ids.mapped("by_limit"), [True])
        self.tour("bank_approval_limits", self.drafter, "/odoo/authority-limits")
        matrix = self.env["bank.authority.matrix"].search([], order="id desc", limit=1)
        self.assertEqual(matrix.limit_ids.group_id, board)
        self.boss1.group_ids = [Command.unlink(role.id)]
        self.tour("bank_approval_force", self.drafter2, routes)
        self.assertEqual(route.state, "published")
        self.assertEqual(route.drafter_ids, self.drafter)

    def test_a_raised_amount_goes_to_the_authority_the_change_needs(self):
        change = self.env["bank.approval.route"].create(
            {
                "name": "A raise",
                "model_id": self.model.id,
                "purpose": "change",
                "change_kind": "raised",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Повышение",
                            "who": "users",
                            "user_ids": [Command.set(self.boss1.ids)],
                            "by_limit": True,
                        }
                    )
                ],
            }
        )
        change.action_publish()
        loan = self._sent(partner_id=self.client.id, amount=900)
        self._decide(loan, self.head)
        first = loan.approval_id
        self.tour("bank_approval_raise", self.manager, "/odoo/test-loans")
        memo = loan.sudo().approval_id
        self.assertEqual(memo.change_of_id, first.sudo())
        self.assertEqual((first.state, first.lapse_cause), ("lapsed", "changed"))
        self.tour("bank_approval_memo", self.boss1, "/odoo/my-decisions")
        self.assertEqual((memo.state, memo.amount), ("approved", 3000))


@tagged("post_install", "-at_install")
class TestUiPhoneFactor(AuthorityCommon, TourCase):
    """A head decides on his phone, within his limit, with the code."""

    browser_size = "390x844"
    touch_enabled = True

    def test_two_taps_and_the_code(self):
        make_russian(self.env, self.head)
        other = self._sent(partner_id=self.sister.id, amount=300)
        self._decide(other, self.head)
        loans = self._loan(10, partner_id=self.client.id, amount=200)
        for number, row in enumerate(loans):
            self._attach(row, f"plan {number}.txt")
            row.action_request_approval()
        loan = loans[0]
        self._decide(loan, self.head, "return", "Нужен устав")
        self._attach(loan, "charter.txt")
        loan.approval_id.action_resubmit()
        self.ladder.step_ids.sudo().write({"asks_second_factor": True})
        self.head.sudo().totp_secret = base64.b32encode(SECRET).decode()
        self.env.flush_all()
        self.start_tour(
            "/odoo/my-decisions", "bank_approval_phone_factor", login=self.head.login
        )
        self.env.invalidate_all()
        self.assertEqual(loan.approval_state, "approved")
        self.assertEqual(set(loans[1:].mapped("approval_state")), {"pending"})

    def _attach(self, loan, name):
        self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": name.encode(),
                "res_model": loan._name,
                "res_id": loan.id,
            }
        )
