# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What an agent brings, from the form to the application, and what he is told."""

import io

from reportlab.pdfgen import canvas

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import AgentCommon


def _make_pdf():
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    page.drawString(72, 720, "A passport")
    page.save()
    return buffer.getvalue()


PDF = _make_pdf()


@tagged("post_install", "-at_install")
class TestAgent(AgentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["bank.inquiry.question"].search([]).active = False

    def test_a_new_client_becomes_one_of_the_branch_at_once(self):
        self.agent.is_direct = True
        inquiry = self._enter()
        client, deal = inquiry.partner_id, inquiry.deal_id
        self.assertEqual(client.branch_id, self.branch)
        self.assertEqual(client.manager_id, self.manager)
        self.assertEqual(str(client.birth_date), "1985-05-20")
        self.assertEqual((deal.amount, deal.term_months), (300_000, 24))
        application = inquiry.application_id
        self.assertEqual(application.agent_id, self.agent)
        self.assertEqual(application.purpose, "A car")
        self.assertEqual(application.income_month, 90_000)
        self.assertEqual(application.create_uid, self.manager)
        self.assertEqual(inquiry._get_agent_status(), "preparing")
        consent = self.env["bank.consent"].search([("partner_id", "=", client.id)])
        self.assertEqual(consent.purpose, "personal_data")

    def test_who_may_be_known_waits_for_the_curator(self):
        """The agent is told the same, whether the bank knows his client or not."""
        self.agent.is_direct = True
        self.client.write({"phone": "+7 916 123-45-67", "inn": "500100732259"})
        for values in (
            {"phone": "8 916 123-45-67", "name": self.client.name},
            {"phone": "8 916 123-45-67"},
            {"inn": "500100732259"},
        ):
            with self.subTest(values=values):
                inquiry = self._enter(**values)
                self.assertFalse(inquiry.deal_id)
                self.assertEqual(inquiry._get_agent_status(), "taken")
                self.assertEqual(inquiry.user_id, self.manager)
        self.agent.is_direct = False
        stranger = self._enter(phone="8 903 765-43-99")
        self.assertEqual(stranger._get_agent_status(), "taken")

    def test_the_curator_opens_it_with_what_the_agent_has_typed(self):
        inquiry = self._enter()
        self.assertEqual(
            (inquiry.branch_id, inquiry.user_id), (self.branch, self.manager)
        )
        deal = self._qualify(inquiry)
        self.assertEqual((deal.amount, deal.term_months), (300_000, 24))
        self.assertEqual(str(deal.partner_id.birth_date), "1985-05-20")
        self.assertEqual(inquiry.application_id, deal.application_ids)
        self.assertEqual(deal.application_ids.purpose, "A car")

    def test_an_application_of_somebody_else_is_not_told_of(self):
        """Joined to a deal that has its application, the agent hears nothing of that."""
        application = self._create_application()
        inquiry = self._enter(phone="8 903 765-43-22")
        self._qualify(
            inquiry,
            is_new_client=False,
            partner_id=self.client.id,
            deal_id=self.deal.id,
        )
        self.assertEqual(inquiry.deal_id, self.deal)
        self.assertFalse(inquiry.application_id)
        self._send(application)
        self._decide(application, "reject")
        self.assertIn(inquiry._get_agent_status(), ("preparing", "closed"))

    def test_every_step_has_its_word(self):
        inquiry = self._enter()
        self.assertEqual(inquiry._get_agent_status(), "taken")
        inquiry.with_user(self.manager).action_put_back()
        self.assertEqual(inquiry._get_agent_status(), "waiting")
        self._qualify(inquiry)
        application = inquiry.application_id.with_user(self.manager)
        self._send(application)
        self.assertEqual(inquiry._get_agent_status(), "deciding")
        self.assertFalse(inquiry._is_open_for_papers())
        approval = application.sudo().approval_id
        approval._transition("postponed")
        self.assertEqual(application.approval_state, "postponed")
        self.assertEqual(inquiry._get_agent_status(), "deciding")
        self.assertFalse(inquiry._is_open_for_papers())
        approval._transition("pending")
        self._decide(application)
        self.assertEqual(inquiry._get_agent_status(), "approved")
        application.action_withdraw()
        self.assertEqual(inquiry._get_agent_status(), "withdrawn")
        self.assertTrue(all(str(word) for word in inquiry._tell_agent().values()))

    def test_a_process_in_the_way_leaves_the_deal(self):
        process = self.env.ref("bank_loan_pipeline.bank_application_process_credit")
        self.env["bank.application.process"].search(
            [("trade", "=", "credit"), ("state", "=", "published")]
        ).action_retire()
        self.assertEqual(process.state, "retired")
        inquiry = self._enter()
        deal = self._qualify(inquiry)
        self.assertFalse(deal.application_ids)
        self.assertIn("No application yet", deal.message_ids[:1].body)
        self.assertEqual(inquiry._get_agent_status(), "preparing")

    # Papers

    def test_papers_stand_in_their_places(self):
        inquiry = self._enter(files=[(self.slot.id, "passport.pdf", PDF)])
        (row,) = inquiry._prepare_agent_papers()
        self.assertEqual((row["slot"], row["lack"], row["count"]), (self.slot, None, 1))
        paper = inquiry.document_ids
        self.assertEqual(paper.version_id.file_name, "passport.pdf")

    def test_a_bad_file_stops_all_of_it(self):
        before = self.env["bank.inquiry"].search_count([])
        for name, content in (("virus.pdf", b"MZ\x90"), ("a.exe", PDF), ("x.pdf", b"")):
            with self.subTest(name=name):
                errors, _row = self._submit(files=[(self.slot.id, name, content)])
                self.assertEqual(list(errors), [f"slot_{self.slot.id}"])
        self.assertEqual(self.env["bank.inquiry"].search_count([]), before)

    def test_a_paper_goes_nowhere_else(self):
        other = self.slot.copy(
            {"model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        inquiry = self._enter()
        for slot_id in (other.id, 0, 999_999_999):
            with self.subTest(slot=slot_id), self.assertRaises(UserError):
                inquiry._add_agent_paper(slot_id, "a.pdf", PDF)
        inquiry.with_user(self.manager)._decline("wrong", "")
        self.assertEqual(inquiry._get_agent_status(), "declined")
        with self.assertRaisesRegex(UserError, "No more papers"):
            inquiry._add_agent_paper(self.slot.id, "a.pdf", PDF)

    def test_the_curator_is_told_of_papers(self):
        inquiry = self._enter()
        inquiry.sudo()._take_agent_papers([(self.slot.id, "passport.pdf", PDF)])
        last = self.env["mail.message"].search([], limit=1)
        self.assertIn("Car Dealer", last.body)
        self.assertEqual(last.notified_partner_ids, self.manager.partner_id)
        with self.assertRaises(UserError):
            inquiry._take_agent_papers([])

    # The record of an agent

    def test_an_agent_acts_within_his_contract(self):
        agents = self.env["bank.agent"].with_user(self.seller)
        self.assertEqual(agents._find_own().id, self.agent.id)
        for values in (
            {"date_end": "2020-02-01"},
            {"date_start": "2999-01-01", "date_end": False},
            {"active": False},
            {"user_ids": [(5,)]},
        ):
            with self.subTest(values=values), self.env.cr.savepoint() as savepoint:
                self.agent.write(values)
                self.assertFalse(agents._find_own())
                savepoint.rollback()
                self.env.invalidate_all()
        self.seller.group_ids = self.env.ref("base.group_portal")
        self.assertFalse(agents._find_own())

    def test_what_an_agent_cannot_be(self):
        for values in (
            {"user_ids": [(4, self.colleague.id)]},
            {"user_ids": [(4, self.rival.id)]},
            {"manager_id": self.stranger.id},
            {"form_id": self.form.copy({"code": "x1", "for_agents": False}).id},
        ):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                with self.env.cr.savepoint():
                    self.agent.write(values)

    def test_only_the_business_administrator_signs_agents(self):
        for user in (self.manager, self.head, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.agent.with_user(user).write({"is_direct": True})
        self.agent.with_user(self.administrator).write({"is_direct": True})
        decision = self.env["bank.decision"].search([], order="id desc", limit=1)
        self.assertEqual(decision.kind, "config")

    def test_nobody_claims_an_agent(self):
        inquiry = (
            self.env["bank.inquiry"]
            .with_user(self.manager)
            .with_context(default_agent_id=self.agent.id)
            .create(
                {
                    "contact_name": "Гость",
                    "phone": "+7 903 765-43-21",
                    "agent_id": self.agent.id,
                    "agent_user_id": self.seller.id,
                    "branch_id": self.branch.id,
                    "channel_id": self.env.ref("bank_crm_core.bank_channel_phone").id,
                }
            )
        )
        self.assertFalse(inquiry.agent_id)
        self.assertFalse(inquiry.agent_user_id)
        application = self._create_application()
        with self.assertRaises(UserError):
            application.write({"agent_id": self.agent.id})
