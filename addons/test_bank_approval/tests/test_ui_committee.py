# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.bank_approval.tests.common import CommitteeCase
from odoo.addons.bank_approval.tests.test_committee import read_pdf
from odoo.addons.bank_base.tests.common import TourCase

from .common import make_russian

CREDIT = "bank_approval.group_approval_credit_administrator"


@tagged("post_install", "-at_install")
class TestUiCommittee(CommitteeCase, TourCase):
    """A committee in the browser, in Russian, each of its people with his screens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.credit = cls.make_user("board_credit", CREDIT)
        make_russian(
            cls.env,
            cls.chair | cls.ann | cls.bob | cls.cid | cls.eve
            | cls.secretary | cls.manager | cls.credit,
        )  # fmt: skip
        cls.committee.write({"name": "Кредитный комитет", "code": "КК"})
        cls.committee.with_context(lang="ru_RU").name = "Кредитный комитет"
        cls.client.name, cls.other_client.name = "ООО Заря", "ООО Рассвет"

    def tour(self, name, user, path="/odoo/bank-committee-matters"):
        self.env.flush_all()
        self.start_tour(path, name, login=user.login)
        self.env.invalidate_all()

    def make_queue(self):
        now = fields.Datetime.now()
        names = ("Кредит на магазин", "Овердрафт", "Гарантия", "Лизинг")
        items = [
            self.make_item(
                self.other_client if name == "Овердрафт" else None,
                name=name,
                date_papers=now - timedelta(hours=9 - place),
            )
            for place, name in enumerate(names)
        ]
        self.make_item(name="Через год", date_papers=now + timedelta(days=365))
        self.env["ir.attachment"].create(
            {
                "name": "plan.txt",
                "raw": b"Plan A",
                "res_model": items[0]._name,
                "res_id": items[0].id,
            }
        )
        return items

    def test_a_committee_meets(self):
        shop, overdraft, bail, lease = self.make_queue()
        meetings = "/odoo/bank-committee-meetings"
        self.tour("bank_committee_prepare", self.secretary, meetings)
        meeting = shop.meeting_id.with_user(self.secretary)
        self.assertEqual((meeting.state, len(meeting.present_ids)), ("open", 3))
        self.tour("bank_committee_vote", self.ann)
        self.tour("bank_committee_dissent", self.bob)
        self.vote(shop, "for", self.chair)
        self.vote(overdraft, "for", self.chair, self.bob)
        self.tour("bank_committee_finish", self.secretary, meetings)
        self.assertEqual(
            (shop.state, shop.conditions), ("conditional", "Залог оборудования")
        )
        self.assertEqual((overdraft.entitled, overdraft.quorum), (3, 2))
        self.assertEqual((bail.state, lease.state), ("postponed", "withdrawn"))
        minutes = meeting.minutes_ids
        self.assertFalse(minutes.is_signed)
        self.tour("bank_committee_sign", self.chair, "/odoo/bank-committee-minutes")
        text = read_pdf(base64.b64decode(minutes.pdf))
        for word in (
            "Выручка завышена",
            "Залог оборудования",
            "Нет оценки",
            "plan.txt",
        ):
            self.assertIn(word, text)
        self.tour(
            "bank_committee_correct", self.secretary, "/odoo/bank-committee-minutes"
        )
        second = meeting.minutes_ids - minutes
        self.assertEqual((second.number, second.version), (minutes.number, 2))
        self.check_extract(shop)

    def check_extract(self, item):
        content, _kind = (
            self.env["ir.actions.report"]
            .with_user(self.secretary)
            ._render_qweb_pdf("bank_approval.committee_extract_report", item.ids)
        )
        text = read_pdf(content)
        self.assertIn("Заря", text)
        for other in ("Рассвет", "Овердрафт", "брат"):
            self.assertNotIn(other, text)

    def test_a_ballot_in_writing(self):
        bail = self.make_item(name="Гарантия")
        meeting = self.make_meeting("written")
        self.tour("bank_committee_written", self.ann)
        self.vote(bail, "for", self.chair)
        self.finish(meeting)
        self.assertEqual((bail.state, bail.taking_part), ("approved", 2))

    def test_a_deputy_votes(self):
        shop = self.make_item(name="Кредит на магазин")
        self.make_item(name="Большой кредит", amount=5000)
        later = self.make_item(name="Второй магазин")
        own = self.make_item(name="Свой вопрос")
        own.sudo().initiator_id = self.eve
        self.committee.member_ids[1].substitute_ids = self.eve
        delegation = self.env["bank.delegation"].with_user(self.ann).create(
            {
                "from_user_id": self.ann.id,
                "to_user_id": self.eve.id,
                "act": "approval",
                "amount_limit": 2000,
                "date_end": fields.Date.today(),
                "reason": "Отпуск",
            }
        )  # fmt: skip
        delegation.action_activate()
        self.make_meeting()
        self.tour("bank_committee_deputy", self.eve)
        vote = self.env["bank.committee.vote"].search([])
        self.assertEqual((vote.item_id, vote.user_id), (shop, self.eve))
        # as time goes by: what is in force nobody writes
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_delegation SET date_start = date_start - 2, "
            "date_end = date_end - 1 WHERE id = %s",
            (delegation.id,),
        )
        self.env.invalidate_all()
        self.tour("bank_committee_deputy_over", self.eve)
        with self.assertRaisesRegex(AccessError, "board_ann"):
            self.vote(later, "for", self.eve)

    # After the decision

    def decide_loan(self):
        model = self.env["ir.model"]._get("test.bank.loan")
        route = self.env["bank.approval.route"].create(
            {"name": "To the board", "model_id": model.id, "validity_days": 30}
        )
        self.env["bank.approval.step"].create(
            {
                "route_id": route.id,
                "name": "Board",
                "kind": "committee",
                "who": "committee",
                "committee_id": self.committee.id,
            }
        )
        route.action_publish()
        loan = self.env["test.bank.loan"].with_user(self.manager).create(
            {
                "name": "A shop",
                "branch_id": self.branch.id,
                "partner_id": self.client.id,
                "amount": 1000,
                "purpose": "a shop",
            }
        )  # fmt: skip
        loan.action_request_approval()
        item = loan.sudo().approval_id.task_ids.item_ids
        meeting = self.make_meeting()
        conditions = ["Страхование", "Отчёт", "Ковенант: Долг до 3 EBITDA"]
        self.vote(item, "for", self.chair, self.ann, conditions=conditions)
        self.finish(meeting)
        return loan, item

    def test_after_the_decision(self):
        loan, item = self.decide_loan()
        self.tour("bank_approval_clear", self.credit, "/odoo/approval-conditions")
        states = loan.sudo().approval_id.condition_ids.mapped("state")
        self.assertEqual(sorted(states), ["met", "open", "open"])
        self.tour("bank_committee_cancel", self.manager)
        cancelling = self.env["bank.committee.item"].search(
            [("cancels_id", "=", item.id)]
        )
        meeting = self.make_meeting()
        self.vote(cancelling, "for", self.chair, self.ann)
        self.assertEqual(loan.approval_state, "approved_conditions")
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "lapsed")
        self.tour("bank_approval_lapsed", self.manager, "/odoo/test-loans")

    def test_a_decision_lapses_unissued(self):
        loan, _item = self.decide_loan()
        day = fields.Date.today() + timedelta(days=31)
        # the night keeps the lapses before it looks at covenants
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)
        self.env["bank.approval"]._cron_lapse(day)
        self.tour("bank_approval_lapsed", self.manager, "/odoo/test-loans")
        self.assertEqual(loan.approval_state, "lapsed")
