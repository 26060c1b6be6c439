# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval
from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.models.ir_cron import IrCron
from odoo.addons.mail.tests.common import MailCommon

from .common import BankCoreCommon

TODAY = "2026-03-03"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestObligation(BankCoreCommon, MailCommon):
    """What has to happen for a client by a date is found, given, told and closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = "petr@example.com"
        cls.duties = cls.env["bank.obligation"]
        # what other data of the database may hold is no part of these cases
        cls.env["bank.obligation.kind"].search([]).template_id = False

    def _kind(self, code):
        return self.env.ref(f"bank_crm_core.bank_obligation_kind_{code}")

    def _run(self, today=TODAY):
        # a scheduler commits between slices, a test must not
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.duties._cron_generate(today)

    def _found(self, code=None, client=None):
        domain = [("partner_id", "=", (client or self.client).id)]
        if code:
            domain.append(("kind_id", "=", self._kind(code).id))
        return self.duties.search(domain)

    def test_a_head_opens_it_with_his_branch(self):
        action = self.env.ref("bank_crm_core.bank_obligation_action")
        for user, shown in ((self.manager, "mine"), (self.head, "my_branch")):
            context = action.with_user(user).sudo()._get_action_dict()["context"]
            filters = {"mine", "my_branch"} & {
                name.removeprefix("search_default_") for name in literal_eval(context)
            }
            self.assertEqual(filters, {shown})

    def test_an_agreement_that_ends_is_told_once_and_in_time(self):
        soon = self._create_agreement(date_end=date(2026, 4, 1))
        self._create_agreement(date_end=date(2026, 4, 20))
        self._create_agreement(date_end=date(2026, 3, 1))
        self._run()
        duty = self._found("agreement_expiry")
        self.assertEqual(duty.agreement_id, soon)
        self.assertEqual(duty.date_due, date(2026, 4, 1))
        self.assertEqual((duty.user_id, duty.branch_id), (self.manager, self.branch))
        self._run()
        self.assertEqual(len(self._found()), 1)
        self._kind("agreement_expiry").lead_days = 60
        self._run()
        self.assertEqual(len(self._found()), 2)

    def test_a_rule_is_for_products_below_its_category(self):
        other = self.env["bank.product.category"].create(
            {"name": "Deposits", "code": "t_dep"}
        )
        product = self._create_product(category_id=other.id, trade="deposit")
        self._create_agreement(date_end=date(2026, 3, 20))
        mine = self._create_agreement(date_end=date(2026, 3, 20), product_id=product.id)
        self._kind("agreement_expiry").product_category_id = other
        self._run()
        self.assertEqual(self._found().agreement_id, mine)

    def test_first_arrears_come_again_only_when_he_falls_behind_again(self):
        agreement = self._create_agreement(arrears=500)
        payments = self.env["bank.agreement.payment"]
        late = payments.create(
            {"agreement_id": agreement.id, "date": "2026-02-15", "state": "overdue"}
        )
        self._run()
        self._run("2026-03-05")
        self.assertEqual(len(self._found("first_arrears")), 1)
        late.state = "paid"
        agreement.sudo().arrears = 0
        self._run("2026-03-06")
        self.assertEqual(self._found("first_arrears").state, "cancelled")
        self.assertFalse(self.client.activity_ids)
        payments.create(
            {"agreement_id": agreement.id, "date": "2026-03-15", "state": "overdue"}
        )
        agreement.sudo().arrears = 300
        self._run("2026-03-16")
        self.assertEqual(
            self._found("first_arrears").mapped("state"), ["cancelled", "open"]
        )

    def test_arrears_are_seen_by_the_schedule_alone(self):
        agreement = self._create_agreement()
        late = self.env["bank.agreement.payment"].create(
            {"agreement_id": agreement.id, "date": "2026-02-15", "state": "overdue"}
        )
        self._run()
        self._run("2026-03-04")
        self.assertEqual(self._found("first_arrears").state, "open")
        late.state = "paid"
        self._run("2026-03-05")
        self.assertEqual(self._found("first_arrears").state, "cancelled")

    def test_changed_terms_are_noticed_against_last_night(self):
        agreement = self._create_agreement()
        self._run()
        self.assertFalse(self._found("changed_terms"))
        agreement.sudo().rate = 14
        self._run("2026-03-04")
        self._run("2026-03-05")
        self.assertEqual(len(self._found("changed_terms")), 1)

    def _owe(self, agreement, *days, **values):
        values = {"agreement_id": agreement.id, "amount": 100, "fee": 100, **values}
        return self.env["bank.agreement.payment"].create(
            [{"state": "overdue", **values, "date": day} for day in days]
        )

    def test_a_fee_that_is_not_paid(self):
        agreement = self._create_agreement()
        # on a day off it is not late yet; what is old is no news; one is paid
        self._owe(agreement, "2026-02-28", TODAY, state="due")
        self._owe(agreement, "2026-01-31", "2026-03-02", "2026-03-01")
        self._owe(agreement, "2026-02-27", state="paid")
        self._run()
        self._run("2026-03-04")
        self.assertEqual(self._found().event, "tariff_unpaid")
        self.assertEqual(self._found().date_due, date(2026, 3, 1))

    def test_arrears_that_go_on_are_told_once(self):
        """Another payment has become the oldest: he has not fallen behind anew."""
        agreement = self._create_agreement(arrears=500)
        first = self._owe(agreement, "2026-02-10", principal=900, fee=0)
        self._owe(agreement, "2026-03-01", principal=900, fee=0)
        self._run()
        first.state = "paid"
        self._run("2026-03-04")
        self.assertEqual(len(self._found("first_arrears")), 1)

    def test_a_late_fee_and_arrears_are_told_once(self):
        part = self._create_agreement()
        self._owe(part, "2026-03-01", amount=1000, principal=900)
        told = self._create_agreement(arrears=100)
        self._owe(told, "2026-03-01")
        self._run()
        self._run("2026-03-04")
        self.assertEqual(self._found().mapped("event"), ["first_arrears"] * 2)

    def test_papers_that_run_out(self):
        self._bring_paper("2026-03-20")
        self._run()
        self.assertEqual(self._found("document_expiry").subject, "Policy")

    def test_the_manager_gets_a_task_and_closes_both_in_one(self):
        self._create_agreement(date_end=date(2026, 3, 20))
        self._create_agreement(self.colleague_client, date_end=date(2026, 3, 20))
        self._run()
        task = self.client.activity_ids
        self.assertEqual(
            (task.user_id, task.date_deadline), (self.manager, date(2026, 3, 20))
        )
        task.with_user(self.manager).action_feedback("Prolonged")
        duty = self._found()
        self.assertEqual((duty.state, duty.outcome), ("done", "Prolonged"))
        self.assertEqual(duty.done_by_id, self.manager)
        other = self._found(client=self.colleague_client)
        other.with_user(self.colleague).action_done()
        self.assertFalse(self.colleague_client.activity_ids)
        self._run()
        self.assertFalse(self.client.activity_ids)

    def test_what_nobody_did_is_missed_and_can_still_be_done(self):
        self._create_agreement(date_end=date(2026, 3, 10))
        self._run()
        self._run("2026-03-24")
        self.assertEqual(self._found().state, "open")
        self._run("2026-03-25")
        self.assertEqual(self._found().state, "missed")
        self._found().with_user(self.manager).action_done()
        self.assertEqual(self._found().state, "done")

    def test_a_client_without_a_manager_is_listed(self):
        self.client.manager_id = False
        self._create_agreement(date_end=date(2026, 3, 10))
        self._run()
        self.assertFalse(self._found().user_id)
        self.assertFalse(self.client.activity_ids)
        self.client.manager_id = self.manager

    # ------------------------------------------------------------ notices
    def _give_template(self):
        template = self.env.ref("bank_crm_core.mail_template_agreement_expiry")
        self._kind("agreement_expiry").template_id = template

    def test_the_client_is_told_through_the_gate(self):
        self._give_template()
        blocked = self._create_client("Blocked", email="b@example.com")
        self.env["bank.suppression"].create(
            {"partner_id": blocked.id, "reason": "Lawsuit"}
        )
        silent = self._create_client("Silent")
        # why not is said in the language of who answers for it
        self.manager.lang = "en_US"
        for client in (self.client, blocked, silent):
            self._create_agreement(client, date_end=date(2026, 3, 10))
        with self.mock_mail_gateway():
            self._run()
            self.env["mail.mail"].search([("state", "=", "outgoing")]).send()
        states = [
            self._found(client=client).notice_state
            for client in (self.client, blocked, silent)
        ]
        self.assertEqual(states, ["sent", "blocked", "failed"])
        self.assertIn("Lawsuit", self._found(client=blocked).notice_reason)
        self.assertIn("no e-mail", self._found(client=silent).notice_reason)
        row = self.client.interaction_ids
        self.assertEqual((row.purpose, row.direction), ("service", "out"))
        self.assertEqual(row.res_model, "bank.obligation")
        blocked.suppression_ids.with_user(self.manager).action_lift()
        self._run()
        self.assertEqual(self._found(client=blocked).notice_state, "sent")
        self.assertEqual(len(self.client.interaction_ids), 1)

    def test_a_notice_that_fails_stops_nobody(self):
        other = self._create_client("Other", email="other@example.com")
        broken = self._create_agreement(date_end=date(2026, 3, 10), number="BROKEN")
        self._create_agreement(other, date_end=date(2026, 3, 11))
        self._kind("agreement_expiry").template_id = self.env["mail.template"].create(
            {
                "name": "Broken for one",
                "model_id": self.env["ir.model"]._get_id("bank.obligation"),
                "partner_to": "{{ object.partner_id.id }}",
                "subject": "{{ 1 / (object.agreement_id.number != 'BROKEN') }}",
            }
        )
        with mute_logger("odoo.addons.mail.models.mail_render_mixin"):
            self._run()
        self.assertEqual(self._found().agreement_id, broken)
        self.assertEqual(self._found().notice_state, "failed")
        self.assertTrue(self._found().notice_reason)
        self.assertEqual(self._found(client=other).notice_state, "sent")

    # ------------------------------------------------------------ promises
    def test_what_was_promised_is_noted_with_the_contact(self):
        note = (
            self.env["bank.interaction.note"]
            .with_user(self.operator)
            .create(
                {
                    "partner_id": self.client.id,
                    "subject": "Asked about a mortgage",
                    "promised": "Send the terms",
                    "date_promised": "2026-03-05",
                }
            )
        )
        note.action_save()
        duty = self._found("promise")
        self.assertEqual(
            (duty.subject, duty.user_id), ("Send the terms", self.operator)
        )
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_promised, "Send the terms")
        self.assertEqual(client.card_burning_count, 1)
        task = self.client.activity_ids
        self.assertEqual((task.user_id, task.obligation_id), (self.operator, duty))
        self._run("2026-03-04")
        self.assertEqual(len(self.client.activity_ids), 1)

    # ------------------------------------------------------------ rights
    def test_obligations_are_not_forged(self):
        self._create_agreement(date_end=date(2026, 3, 10))
        self._run()
        duty = self._found()
        values = {
            "kind_id": duty.kind_id.id,
            "partner_id": self.client.id,
            "date_due": TODAY,
        }
        for user in (self.manager, self.head, self.administrator):
            model = self.duties.with_user(user)
            for method, arguments in (
                ("create", [values]),
                ("write", [duty.ids, {"date_due": "2030-01-01"}]),
                ("write", [duty.ids, {"state": "done"}]),
                ("unlink", [duty.ids]),
            ):
                with self.assertRaises(AccessError):
                    call_kw(model, method, arguments, {})
        with self.assertRaises(AccessError):
            duty.sudo().write({"state": "done"})
        for user in (self.colleague, self.operator, self.auditor, self.stranger):
            with self.assertRaises(AccessError):
                duty.with_user(user).action_done()
        duty.with_user(self.head).action_done()
        with self.assertRaises(UserError):
            duty.with_user(self.head).action_done()

    def test_a_task_is_not_put_onto_the_duty_of_another(self):
        self._create_agreement(self.colleague_client, date_end=date(2026, 3, 10))
        self._run()
        duty = self._found(client=self.colleague_client)
        task = (
            self.env["mail.activity"]
            .with_user(self.manager)
            .with_context(default_obligation_id=duty.id)
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                    "res_id": self.client.id,
                    "user_id": self.manager.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
                    "obligation_id": duty.id,
                }
            )
        )
        self.assertFalse(task.sudo().obligation_id)
        with self.assertRaises(AccessError):
            task.obligation_id = duty
        task.action_feedback("x")
        self.assertEqual(duty.state, "open")

    def test_other_branches_see_none(self):
        self._create_agreement(date_end=date(2026, 3, 10))
        self._run()
        domain = [("id", "in", self._found().ids)]
        self.assertFalse(self.duties.with_user(self.stranger).search(domain))
        self.assertTrue(self.duties.with_user(self.operator).search(domain))

    # ------------------------------------------------------------ size
    def test_the_number_of_statements_does_not_grow(self):
        counts = []
        self._run()
        for number in (1, 30):
            client = self._create_client(f"Client {number}")
            for index in range(number):
                self._create_agreement(
                    client,
                    number=f"N{number}/{index}",
                    date_end=date(2026, 3, 10),
                    arrears=10,
                )
            counts.append(count_queries(self.env, self._run))
            self.assertEqual(len(self._found(client=client)), 2 * number)
            self.assertEqual(len(client.activity_ids), 2 * number)
        self.assertEqual(counts[0], counts[1])
        self.assertLess(counts[1], 40)
