# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nobody issues without approval and cleared precedents, by any way in."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .test_issue import IssueCommon


@tagged("post_install", "-at_install")
class TestIssueForgery(IssueCommon):
    """What a dishonest employee tries, each time with everything else in order."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_ready_deal()
        cls.won = cls.process._get_stages()[-1]

    def call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    def check_refused(self, *pattern):
        """Try every way to win the deal; none may leave an agreement."""
        self.env.flush_all()
        ids, won = self.deal.ids, {"stage_id": self.won.id}
        ways = [
            ("write", (ids, won), {}),
            ("write", (ids, won), {"context": {"install_mode": True}}),
            ("write", (ids, won), {"context": {"import_file": True}}),
            ("action_next_stage", (ids,), {}),
            ("action_set_won", (ids,), {}),
            ("action_set_won_rainbowman", (ids,), {}),
            ("load", ([".id", "stage_id/.id"], [[*map(str, (*ids, self.won.id))]]), {}),
        ]
        for user in (self.manager, self.head):
            for method, args, kwargs in ways:
                with self.subTest(user=user.login, method=method):
                    self._try(user, method, args, kwargs, pattern)
        self.deal.invalidate_recordset()
        self.assertFalse(self.deal.sudo().agreement_ids)
        self.assertEqual(self.deal.won_status, "pending")

    def _try(self, user, method, args, kwargs, pattern):
        if method == "load":
            # an import answers with messages in place of an error
            answer = self.call(user, "crm.lead", method, *args, **kwargs)
            self.assertFalse(answer["ids"])
            return
        with self.assertRaisesRegex(UserError, *pattern or [""]):
            with self.env.cr.savepoint():
                self.call(user, "crm.lead", method, *args, **kwargs)

    def test_without_an_application(self):
        self.check_refused()

    def test_before_it_is_sent(self):
        self._create_application(self.deal)
        self.check_refused("not approved")

    def test_while_it_is_decided(self):
        self._send(self._create_application(self.deal))
        self.check_refused("still being approved")

    def test_after_a_refusal(self):
        application = self._create_application(self.deal)
        self._send(application)
        self._decide(application, "reject")
        self.check_refused()

    def test_after_a_change_along_a_lighter_route(self):
        """The one who decides the change drops nothing that the decision asks for."""
        step = {
            "name": "Change",
            "who": "users",
            "user_ids": [Command.set(self.underwriter.ids)],
        }
        self.env["bank.approval.route"].create(
            {
                "name": "Other terms",
                "model_id": self.env["ir.model"]._get("bank.application").id,
                "purpose": "change",
                "change_kind": "same",
                "step_ids": [Command.create(step)],
            }
        ).action_publish()
        conditions = [{"kind": "precedent", "name": "Insurance of the flat"}]
        application = self._approve(self.deal, conditions)
        application.purpose = "Another flat"
        application.stage_id = application.process_id._get_stages()[1]
        application.action_request_approval()
        self._decide(application)
        self.assertEqual(application.approval_state, "approved_conditions")
        self.check_refused("Insurance of the flat")

    def test_with_a_condition_that_is_not_met(self):
        conditions = [{"kind": "precedent", "name": "Insurance of the flat"}]
        application = self._approve(self.deal, conditions)
        self.check_refused("Insurance of the flat")
        with self.assertRaises(UserError):
            application.action_issue()
        # the seller does not accept his own proof, nor writes it down as met
        condition = application.sudo().approval_id.condition_ids
        with self.assertRaises(AccessError):
            condition.with_user(self.manager).action_clear("policy")
        with self.assertRaises(AccessError):
            condition.with_user(self.manager).write({"state": "met"})
        self.check_refused("Insurance of the flat")

    def test_on_other_terms_than_those_decided_on(self):
        self._approve(self.deal)
        for terms in ({"amount": 900_000}, {"term_months": 60}):
            savepoint = self.env.cr.savepoint()
            self.deal.write(terms)
            self.check_refused("are not those")
            savepoint.rollback()
            self.env.invalidate_all()

    def test_after_the_application_was_changed(self):
        application = self._approve(self.deal)
        application.amount = 900_000
        self.deal.amount = 900_000
        self.check_refused("does not hold")

    def test_with_a_loan_slipped_into_the_package(self):
        self._approve(self.deal)
        self.env["bank.deal.facility"].with_user(self.manager).create(
            {
                "deal_id": self.deal.id,
                "product_id": self.product.id,
                "amount": 900_000,
                "term_months": 60,
            }
        )
        self.check_refused("does not hold")

    def test_with_a_package_changed_while_it_is_decided_on(self):
        """Neither more nor less, by nobody: what lies before those who decide stays."""
        application = self._create_application(self.deal)
        facility = self._add_loan(40_000)
        self._send(application)
        for act in (
            lambda: self._add_loan(1),
            lambda: facility.write({"amount": 1}),
            lambda: facility.sudo().write({"amount": 1}),
            facility.unlink,
        ):
            with self.assertRaisesRegex(UserError, "being approved"):
                act()
        self.env.invalidate_all()
        matter = application._get_authority_matters()[application.id]
        self.assertEqual(matter.amount, application.amount + 40_000)
        self.assertEqual(application.sudo().approval_id.amount, matter.amount)

    def test_with_a_facility_taken_out_after_the_decision(self):
        application = self._create_application(self.deal)
        facility = self._add_loan(40_000)
        self._send(application)
        self._decide(application)
        facility.amount = 30_000
        self.assertEqual(application.approval_state, "lapsed")
        self.check_refused("does not hold")

    def _add_loan(self, amount):
        facilities = self.env["bank.deal.facility"].with_user(self.manager)
        return facilities.create(
            {
                "deal_id": self.deal.id,
                "product_id": self.product.id,
                "amount": amount,
                "term_months": 12,
            }
        )

    def test_an_application_and_its_deal_are_one_risk(self):
        application = self._approve(self.deal)
        other = self._create_deal(amount=10_000, term_months=12)
        second = self._create_application(other)
        matter = second._get_authority_matters()[second.id]
        self.assertEqual(matter.before, application.amount)
        # whichever of the two is decided on
        root = (self.deal._name, self.deal.id)
        self.assertEqual(application._get_risk_roots(), {application.id: root})
        # again for itself it is not counted twice
        matter = application._get_authority_matters()[application.id]
        self.assertEqual((matter.before, matter.exposure), (0, application.amount))

    def test_after_the_decision_has_run_out(self):
        application = self._approve(self.deal)
        yesterday = fields.Date.subtract(fields.Date.today(), days=1)
        application.sudo().approval_id.date_lapse = yesterday
        self.check_refused("held until")

    def test_with_the_routes_taken_back(self):
        """Whoever sets up routes cannot open the way by retiring them."""
        self.route.action_retire()
        self.check_refused()

    def test_by_a_process_without_checks(self):
        """The administrator's own process, which asks for nothing."""
        self._start_process()
        deal = self._create_deal(amount=300_000, term_months=24)
        with self.assertRaisesRegex(UserError, "no application"):
            deal.action_next_stage()
        self.assertFalse(deal.agreement_ids)

    def test_by_the_agreement_itself(self):
        values = {
            "number": "F-1",
            "partner_id": self.client.id,
            "product_id": self.product.id,
            "currency_id": self.env.company.currency_id.id,
            "amount": 1,
        }
        row = {
            "source_key": "forged",
            "number": "F-1",
            "partner": self.client.source_key,
            "product": self.product.code,
            "currency": "RUB",
            "state": "active",
        }
        for user in (self.manager, self.head, self.underwriter, self.administrator):
            with self.subTest(user=user.login):
                self._try_agreement(user, values, row)
        self.assertFalse(self.env["bank.agreement"].search([("number", "=", "F-1")]))

    def _try_agreement(self, user, values, row):
        agreements = self.env["bank.agreement"].with_user(user)
        forced = agreements.with_context(default_state="active", default_source="deal")
        for attempt in (
            lambda: self.call(user, "bank.agreement", "create", values),
            lambda: forced.create(values),
            lambda: self.call(user, "bank.agreement", "_upsert", [row]),
            lambda: agreements._upsert([row]),
            lambda: self.call(user, "bank.agreement", "_open_from_deals", [values]),
        ):
            with self.assertRaises(AccessError):
                attempt()
        loaded = agreements.load(
            ["number", "partner_id/.id"], [["F-1", str(self.client.id)]]
        )
        self.assertFalse(loaded["ids"])

    def test_by_a_server_action(self):
        """An action that a button runs acts with the rights of who presses it."""
        action = self.env["ir.actions.server"].create(
            {
                "name": "Win",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "state": "object_write",
                "update_path": "stage_id",
                "resource_ref": f"crm.stage,{self.won.id}",
            }
        )
        context = {"active_model": "crm.lead", "active_ids": self.deal.ids}
        for user in (self.manager, self.head, self.env.user):
            running = (
                action.with_user(user)
                .sudo()
                .with_context(**context, active_id=self.deal.id)
            )
            with self.subTest(user=user.login), self.assertRaises(UserError):
                running.run()
        self.assertFalse(self.deal.sudo().agreement_ids)

    def test_the_outbox_is_not_written_by_hand(self):
        values = {
            "system_id": self.env.ref("bank_loan_pipeline.bank_outbox_system_core").id,
            "event": "agreement.opened",
            "res_model": "bank.agreement",
            "res_id": 1,
            "key": "forged",
            "payload": '{"amount":"900000.00"}',
        }
        for user in (self.manager, self.head, self.underwriter, self.integration):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self.call(user, "bank.outbox", "create", values)
                with self.assertRaises(AccessError):
                    self.call(user, "bank.outbox", "_put", "core", "x", [])

    def test_the_link_to_an_application_is_not_forged(self):
        application = self._approve(self._create_ready_deal())
        agreement = self._create_agreement()
        for user in (self.manager, self.head):
            with self.assertRaises(AccessError):
                self.call(
                    user,
                    "bank.agreement",
                    "write",
                    agreement.ids,
                    {"application_id": application.id},
                )
            with self.assertRaises(UserError):
                self.call(
                    user,
                    "bank.application",
                    "write",
                    application.ids,
                    {"agreement_ids": [(4, agreement.id)]},
                )
