# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_approval.tests.common import SECRETARY, CommitteeCase


@tagged("post_install", "-at_install")
class TestCommitteeStep(CommitteeCase):
    """A step of a route that a committee decides at its meeting."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.env["ir.model"]._get("test.bank.loan")
        route = cls.env["bank.approval.route"].create(
            {"name": "To the board", "model_id": model.id}
        )
        cls.env["bank.approval.step"].create(
            {
                "route_id": route.id,
                "name": "Board",
                "kind": "committee",
                "who": "committee",
                "committee_id": cls.committee.id,
            }
        )
        route.action_publish()

    def send(self, **values):
        loan = self.env["test.bank.loan"].with_user(self.manager).create(
            {
                "name": "A shop",
                "branch_id": self.branch.id,
                "partner_id": self.client.id,
                "amount": 1000,
                "purpose": "a shop",
                **values,
            }
        )  # fmt: skip
        loan.action_request_approval()
        return loan, loan.sudo().approval_id.task_ids.item_ids

    def test_the_outcome_decides_the_request(self):
        loan, item = self.send()
        self.assertEqual((item.state, item.amount), ("queued", 1000))
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann, conditions=["A pledge"])
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "approved_conditions")
        condition = loan.sudo().approval_id.condition_ids
        self.assertEqual(set(condition.mapped("name")), {"A pledge"})
        self.assertEqual(set(condition.mapped("state")), {"open"})

    def test_a_refusal_of_the_committee_refuses(self):
        loan, item = self.send()
        meeting = self.make_meeting()
        self.vote(item, "against", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "rejected")

    def test_postponed_or_without_quorum_it_stays_asked(self):
        self.manager.lang = "en_US"
        loan, item = self.send()
        self.make_meeting()
        item.with_user(self.secretary).reason = "No appraisal"
        item.with_user(self.secretary).action_postpone()
        task = loan.sudo().approval_id.task_ids
        again = task.item_ids - item
        self.assertEqual((task.state, again.state), ("open", "queued"))
        meeting = self.make_meeting("written")
        self.vote(again, "for", self.chair)
        self.finish(meeting)
        self.assertEqual((task.state, again.state), ("open", "no_quorum"))
        self.assertIn("queued", task.item_ids.mapped("state"))
        name = loan.sudo().approval_id.name
        told = self.env["mail.message"].search(
            [
                ("subject", "=", f"A committee has put off request {name}"),
                ("partner_ids", "in", self.manager.partner_id.ids),
            ]
        )
        self.assertEqual(len(told), 2)
        self.assertNotIn("appraisal", " ".join(told.mapped("body")))

    def test_put_off_it_still_takes_the_earlier_decision_back(self):
        loan, item = self.send()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "approved")
        cancelling = self.make_item(cancels_id=item.id)
        for put_off in (self._postpone, self._miss_quorum):
            put_off(cancelling)
            cancelling = cancelling.search([("previous_id", "=", cancelling.id)])
            self.assertEqual(cancelling.cancels_id, item)
        meeting = self.make_meeting()
        self.vote(cancelling, "for", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "lapsed")

    def test_whom_a_request_waits_for_does_not_change(self):
        """One administrator alone does not choose who decides what was sent."""
        loan, _item = self.send()
        seat, other = self.committee.member_ids[1:3]
        changes = [
            lambda: self.committee.write({"rule": "any"}),
            lambda: self.committee.write({"quorum_count": 1}),
            lambda: self.committee.write({"chairman_id": self.ann.id}),
            lambda: self.committee.write(
                {"member_ids": [Command.create({"user_id": self.eve.id})]}
            ),
            lambda: seat.write({"has_veto": True}),
            lambda: seat.write({"user_id": self.eve.id}),
            lambda: seat.unlink(),
        ]
        for change in changes:
            with self.assertRaisesRegex(UserError, "Requests wait"):
                change()
        seat.substitute_ids = self.eve
        # those who have left do not hold the committee up
        (other.user_id | self.chair).sudo().active = False
        other.unlink()
        self.committee.chairman_id = self.ann
        loan.approval_id.with_user(self.manager).action_withdraw("Not needed")
        self.committee.write({"rule": "any"})

    def test_what_is_on_an_agenda_is_decided_by_the_same_people(self):
        self.make_item()
        self.committee.rule = "all"
        meetings = self.env["bank.committee.meeting"].with_user(self.secretary)
        date = fields.Datetime.add(fields.Datetime.now(), days=1)
        meeting = meetings.create({"committee_id": self.committee.id, "date": date})
        meeting.action_build_agenda()
        meeting.action_invite()
        with self.assertRaisesRegex(UserError, "on its agenda"):
            self.committee.rule = "any"

    def _decided(self, **values):
        loan, item = self.send(**values)
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "approved")
        return loan, item

    def test_what_was_carried_out_is_not_taken_back(self):
        loan, item = self._decided()
        cancelling = self.make_item(cancels_id=item.id)
        loan.sudo().is_issued = True
        meeting = self.make_meeting()
        self.vote(cancelling, "for", self.chair, self.ann)
        self.finish(meeting)
        self.assertEqual(loan.approval_state, "approved")
        said = loan.sudo().approval_id.message_ids[:1].body
        self.assertIn("carried out", said)
        with self.assertRaisesRegex(ValidationError, "carried out"):
            self.make_item(cancels_id=item.id)

    def test_a_matter_is_in_the_money_of_its_committee(self):
        coin = self.env["res.currency"].create({"name": "TCN", "symbol": "T"})
        self.env["res.currency.rate"].create(
            {"currency_id": coin.id, "name": "2020-01-01", "rate": 0.01}
        )
        _loan, item = self.send(amount=5, currency_id=coin.id)
        self.assertEqual(item.amount, 500)
        abroad = self.env["res.company"].create(
            {"name": "Daughter Abroad", "currency_id": coin.id}
        )
        self.committee.sudo().company_id = abroad
        _loan, item = self.send(amount=500)
        self.assertEqual((item.amount, item.currency_id), (5, coin))

    def _postpone(self, item):
        self.make_meeting()
        item.with_user(self.secretary).reason = "The lawyer is away"
        item.with_user(self.secretary).action_postpone()

    def _miss_quorum(self, item):
        meeting = self.make_meeting("written")
        self.vote(item, "for", self.chair)
        self.finish(meeting)
        self.assertEqual(item.state, "no_quorum")

    def test_the_proof_of_the_past_reads_votes_as_well(self):
        loan, item = self.send()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, self.ann)
        self.finish(meeting)
        duties = self.env["bank.approval.duties"]
        since = fields.Datetime.now() - timedelta(days=1)
        self.assertFalse(duties._look_back(since))
        # as if he had voted under an earlier rule
        loan.sudo().approval_id.initiator_ids += self.ann
        found = [(row["user"], row["kind"]) for row in duties._look_back(since)]
        self.assertEqual(found, [(self.ann, "happened")])

    def test_withdrawn_by_the_committee_is_returned(self):
        loan, item = self.send()
        self.make_meeting()
        item.with_user(self.secretary).reason = "No papers"
        item.with_user(self.secretary).action_withdraw()
        self.assertEqual(loan.approval_state, "returned")

    def test_a_request_taken_back_takes_the_matter_off(self):
        loan, item = self.send()
        self.make_meeting()
        loan.approval_id.with_user(self.manager).action_withdraw("Not needed")
        self.assertEqual(item.state, "withdrawn")
        with self.assertRaises(UserError):
            self.vote(item, "for", self.ann)

    def test_nobody_decides_past_the_committee(self):
        loan, item = self.send()
        task = loan.sudo().approval_id.task_ids
        with self.assertRaises(UserError):
            task.with_user(self.secretary).action_decide("approve")
        with self.assertRaises(UserError):
            task.with_user(self.secretary).action_delegate(self.ann)
        for user in (self.chair, self.manager):
            with self.assertRaises(AccessError):
                task.with_user(user).action_decide("approve")
        for values in ({"amount": 1}, {"partner_id": self.other_client.id}):
            with self.assertRaises(UserError):
                item.with_user(self.secretary).write(values)
        with self.assertRaises(UserError):
            item.with_user(self.secretary).unlink()
        with self.assertRaises(AccessError):
            self.env["bank.committee.item"].with_user(self.manager).create(
                {
                    "task_id": task.id,
                    "committee_id": self.committee.id,
                    "partner_id": self.client.id,
                    "name": "Another",
                    "date_papers": fields.Datetime.now(),
                }
            )
        self.assertEqual(loan.approval_state, "pending")

    def test_whoever_began_the_request_has_no_vote(self):
        loan, item = self.send()
        loan.sudo().approval_id.initiator_ids = [Command.link(self.ann.id)]
        meeting = self.make_meeting()
        with self.assertRaises(UserError):
            self.vote(item, "for", self.ann)
        self.vote(item, "for", self.chair, self.bob)
        self.finish(meeting)
        self.assertEqual(item.entitled, 3)

    def test_what_the_secretary_has_begun_goes_to_his_deputy(self):
        loans = self.env["test.bank.loan"].with_user(self.manager)
        loan = loans.create(
            {
                "name": "A shop",
                "user_id": self.secretary.id,
                "branch_id": self.branch.id,
                "partner_id": self.client.id,
                "purpose": "a shop",
            }
        )
        with self.assertRaisesRegex(UserError, "Have a deputy secretary named"):
            loan.action_request_approval()
        second = self.make_user("board_second", SECRETARY)
        self.committee.deputy_secretary_ids = second
        loan.action_request_approval()
        self.assertEqual(loan.sudo().approval_id.task_ids.user_id, second)

    def test_a_line_that_says_so_is_a_covenant(self):
        loan, item = self.send()
        meeting = self.make_meeting()
        lines = ["A pledge", "Covenant: debt below 3 EBITDA", "КОВЕНАНТ: оборот"]
        self.vote(item, "for", self.chair, self.ann, conditions=lines)
        self.finish(meeting)
        conditions = loan.sudo().approval_id.condition_ids
        kinds = {row.name: row.kind for row in conditions}
        self.assertEqual(
            kinds,
            {
                "A pledge": "precedent",
                "debt below 3 EBITDA": "covenant",
                "оборот": "covenant",
            },
        )
        checks = conditions.assignment_ids
        self.assertEqual(checks.controller_id, self.secretary)
        self.assertEqual(checks.user_id, self.manager)

    def test_one_condition_of_several_members_is_one(self):
        loan, item = self.send()
        meeting = self.make_meeting()
        self.vote(item, "for", self.chair, conditions=["A pledge", "Insurance"])
        self.vote(item, "for", self.ann, conditions=["a  pledge."])
        self.finish(meeting)
        conditions = loan.sudo().approval_id.condition_ids
        self.assertEqual(sorted(conditions.mapped("name")), ["A pledge", "Insurance"])

    def test_members_of_other_branches_read_the_document_and_its_papers(self):
        far = self.env["bank.branch"].create({"name": "Far", "code": "FAR"})
        self.manager.branch_ids += far
        client = self.env["res.partner"].create(
            {"name": "Polus Ltd", "client_kind": "company", "branch_id": far.id}
        )
        loans = self.env["test.bank.loan"].with_user(self.manager)
        loan = loans.create(
            {
                "name": "A pole",
                "branch_id": far.id,
                "partner_id": client.id,
                "purpose": "a pole",
            }
        )
        kind = self.env["bank.document.type"].create({"name": "Plan", "code": "plan"})
        paper = self.env["bank.document"].create(
            {"res_model": loan._name, "res_id": loan.id, "type_id": kind.id}
        )
        paper._add_version(b"Plan A", "plan.txt")
        loan.action_request_approval()
        self.assertFalse(loan.with_user(self.ann).has_access("read"))
        self.make_meeting()
        self.assertTrue(loan.with_user(self.ann).has_access("read"))
        frozen = loan.sudo().approval_id.task_ids.item_ids.paper_ids
        self.assertEqual((frozen.name, frozen.version), ("plan.txt", 1))
        paper._add_version(b"Plan B", "plan.txt")
        self.assertEqual(base64.b64decode(frozen.content), b"Plan A")
        self.assertEqual(loan.sudo().approval_id._find_changes(), {"papers"})

    def test_without_a_client_it_is_not_sent(self):
        with self.assertRaises(UserError):
            self.send(partner_id=False)
