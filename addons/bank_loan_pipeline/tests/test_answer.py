# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import LoanCommon


@tagged("post_install", "-at_install")
class TestAnswer(LoanCommon):
    """What was decided on an application comes back into its deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.lang = "en_US"

    def _answer(self, verdict):
        application = self._create_application()
        self._send(application)
        self._decide(application, verdict)
        return application

    def _tell(self, document):
        tasks = document.activity_ids.filtered(
            lambda task: "tell the client" in (task.summary or "")
        )
        return [(task.summary, task.user_id) for task in tasks]

    def test_the_seller_tells_the_client_of_the_approval(self):
        self._answer("approve")
        told = [("The application is approved: tell the client", self.manager)]
        self.assertEqual(self._tell(self.deal), told)
        self.assertEqual(self.deal.won_status, "pending")

    def test_a_refusal_leaves_the_deal_where_the_stage_does_not_say_so(self):
        self._answer("reject")
        self.assertEqual(self.deal.won_status, "pending")
        self.assertEqual(len(self._tell(self.deal)), 1)

    def test_a_refusal_closes_the_deal_where_its_stage_says_so(self):
        self._close_on_refusal()
        self._answer("reject")
        self.assertEqual(self.deal.won_status, "lost")
        reason = self.env.ref("bank_loan_pipeline.crm_lost_reason_refused")
        self.assertEqual(self.deal.lost_reason_id, reason)
        told = [("The application is refused: tell the client", self.manager)]
        self.assertEqual(self._tell(self.client), told)
        rows = self.env["bank.decision"].search_count(
            [("kind", "=", "deal_lost"), ("res_id", "=", self.deal.id)]
        )
        self.assertEqual(rows, 1)

    # The gate of the review

    def _get_failure(self, application):
        return [
            (row["name"], row["reason"], row["remedy"])
            for row in application.get_blocking_checks()
        ]

    def test_the_gate_says_what_to_do_by_the_status_of_the_request(self):
        application = self._create_application()
        application.action_next_stage()
        name = "The application is approved"
        send = "It is not approved. Send it for approval."
        self.assertEqual(self._get_failure(application), [(name, send, "")])
        application.action_request_approval()
        [(_name, reason, remedy)] = self._get_failure(application)
        self.assertIn("still being approved", reason)
        self.assertIn(self.underwriter.name, reason)
        self.assertNotIn("Send", reason + remedy)
        self._decide(application, "return")
        [(_name, reason, _remedy)] = self._get_failure(application)
        self.assertIn("It has come back", reason)

    def test_conditions_have_a_check_of_their_own(self):
        check = self.env.ref("bank_loan_pipeline.bank_check_approved")
        self.assertEqual((check.kind, check.with_precedents), ("approval", False))

    def _close_on_refusal(self):
        """Let the stage on which the deal stands say so, past the freeze of a process."""
        self.env.flush_all()
        self.cr.execute(
            "UPDATE crm_stage SET closes_on_refusal = TRUE WHERE id = %s",
            (self.deal.stage_id.id,),
        )
        self.deal.stage_id.invalidate_recordset()

    def test_a_process_in_force_does_not_change(self):
        with self.assertRaises(UserError):
            self.deal.stage_id.sudo().closes_on_refusal = True

    def _wait_for_answer(self, **following):
        """Put a process into force whose first stage is left when the answer comes.

        :param following: values of the stage that the answer opens
        """
        check = self.env["bank.check"].create(
            {
                "name": "Approved",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "kind": "domain",
                "domain": "[('application_ids.approval_state', '=', 'approved')]",
            }
        )
        process = self.process.copy(
            {"product_category_ids": [Command.set(self.category.ids)]}
        )
        waits, after = process._get_stages()[:2]
        waits.write({"check_exit_ids": [Command.set(check.ids)], "moves_on": True})
        after.write(following)
        process.action_publish()
        return waits, after

    def _answer_new_deal(self):
        deal = self._create_deal(amount=300_000, term_months=24, rate=18)
        application = self._create_application(deal)
        self._send(application)
        self.env.cr.flush()
        self.assertEqual(deal.stage_id, deal.process_id._get_stages()[:1])
        self._decide(application)
        self.env.cr.flush()
        return deal

    def test_the_answer_moves_the_deal_on_where_its_stage_says_so(self):
        """Journey 5: the deal waits for its application and goes on by itself."""
        _waits, after = self._wait_for_answer()
        deal = self._answer_new_deal()
        self.assertEqual(deal.stage_id, after)
        run = self.env["bank.stage.run"].search(
            [("kind", "=", "move"), ("deal_id", "=", deal.id)]
        )
        self.assertEqual(run.user_id, self.manager)

    def test_the_stage_that_the_answer_opens_writes_to_the_client(self):
        """DEAL-60: by itself, in the name of the seller, through the contact gate."""
        self.client.email = "client@example.com"
        letter = self.env["mail.template"].create(
            {
                "name": "Approved",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "subject": "Your loan is approved",
                "partner_to": "{{ object.partner_id.id }}",
                "use_default_to": False,
                "contact_purpose": "service",
            }
        )
        step = {
            "summary": "Tell the client",
            "activity_type_id": self.env.ref("mail.mail_activity_data_email").id,
            "step_kind": "letter",
            "letter_template_id": letter.id,
            "delay_count": 0,
        }
        plan = self.env["mail.activity.plan"].create(
            {
                "name": "The answer",
                "res_model": "crm.lead",
                "company_id": False,
                "template_ids": [Command.create(step)],
            }
        )
        plan.action_publish()
        self._wait_for_answer(activity_plan_id=plan.id)
        deal = self._answer_new_deal()
        mail = self.env["mail.mail"].search(
            [
                ("model", "=", "crm.lead"),
                ("res_id", "=", deal.id),
                ("subject", "=", "Your loan is approved"),
            ]
        )
        self.assertEqual((len(mail), mail.recipient_ids), (1, self.client))
        started = self.env["bank.action.plan"].search([("plan_id", "=", plan.id)])
        self.assertEqual((started.state, started.user_id), ("done", self.manager))
