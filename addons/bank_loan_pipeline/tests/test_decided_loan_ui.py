# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .papers_common import PapersCommon
from .test_issue import IssueCommon
from .test_ui import ADDONS

GROUPS = {
    "guard": "bank_crm_core.group_crm_security_officer",
    "lawyer": "bank_approval.group_approval_legal_officer",
    "secretary": "bank_approval.group_approval_committee_secretary",
    "chair": "bank_approval.group_approval_committee_member",
    "member": "bank_approval.group_approval_committee_member",
}


@tagged("post_install", "-at_install")
class TestDecidedLoanTour(PapersCommon, IssueCommon, TourCase):
    """Journey 4: from all who decide to the core banking system."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.credit = cls._create_user(
            "credit",
            "bank_approval.group_approval_credit_administrator,"
            "bank_crm_core.group_crm_client_reader",
            cls.region,
        )
        cls.deal = cls._create_ready_deal()
        cls.application = cls._create_application(cls.deal)
        cls.won = cls.process._get_stages()[-1]

    @classmethod
    def _create_route(cls):
        """Two services give opinions at once, then underwriter and committee decide."""
        cls.deciding = {
            login: cls._create_user(login, group, cls.region)
            for login, group in GROUPS.items()
        }
        steps = [
            cls._create_step("guard", 1, kind="opinion", parallel_group="services"),
            cls._create_step("lawyer", 1, kind="opinion", parallel_group="services"),
            cls._create_step("underwriter", 2),
            {
                "name": "committee",
                "sequence": 3,
                "kind": "committee",
                "who": "committee",
                "committee_id": cls._create_committee().id,
            },
        ]
        route = cls.env["bank.approval.route"].create(
            {
                "name": "Loans",
                "model_id": cls.env["ir.model"]._get_id("bank.application"),
                "step_ids": [Command.create(step) for step in steps],
            }
        )
        route.action_publish()
        return route

    @classmethod
    def _create_step(cls, login, sequence, **values):
        user = cls.deciding.get(login) or cls.underwriter
        return {
            "name": login,
            "sequence": sequence,
            "who": "users",
            "user_ids": [Command.set(user.ids)],
            **values,
        }

    @classmethod
    def _create_committee(cls):
        chair, member = cls.deciding["chair"], cls.deciding["member"]
        return cls.env["bank.committee"].create(
            {
                "name": "Credit Committee",
                "code": "t_credit",
                "branch_id": cls.region.id,
                "chairman_id": chair.id,
                "secretary_id": cls.deciding["secretary"].id,
                "member_ids": [
                    Command.create({"user_id": user.id}) for user in (chair, member)
                ],
            }
        )

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_document")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        users = self.manager | self.underwriter | self.credit | self.verifier
        users.union(*self.deciding.values()).lang = "ru_RU"

    def _walk(self, tour, user, page):
        self.start_tour(page, f"bank_decided_loan_{tour}", login=user.login)
        self.env.invalidate_all()

    def _check_not_won(self, reason):
        """Neither the application nor the deal goes on; nothing is born."""
        with self.assertRaisesRegex(UserError, reason), self.cr.savepoint():
            self.application.with_context(lang="en_US").action_next_stage()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.deal.write({"stage_id": self.won.id})
        self.env.invalidate_all()
        self.assertEqual(self.deal.won_status, "pending")
        self.assertFalse(self.deal.sudo().agreement_ids)

    def _check_decided(self):
        """Each has decided by his own hand."""
        approval = self.application.sudo().approval_id
        self.assertEqual(self.application.approval_state, "approved_conditions")
        self.assertEqual(
            {turn.step_id.name: turn.state for turn in approval.turn_ids},
            {
                "guard": "advised",
                "lawyer": "advised",
                "underwriter": "conditional",
                "committee": "approved",
            },
        )
        given = {task.user_id.login: task.state for task in approval.task_ids}
        self.assertEqual(
            {login: given[f"bank_{login}"] for login in ("guard", "lawyer")},
            dict.fromkeys(("guard", "lawyer"), "advised"),
        )
        votes = approval.task_ids.item_ids.vote_ids
        self.assertEqual(
            votes.user_id, self.deciding["chair"] | self.deciding["member"]
        )

    def test_from_all_who_decide_to_the_core_in_russian(self):
        self._speak_russian()
        application, deal = self.application, self.deal
        own = f"/odoo/bank-applications/{application.id}"
        self._send(application)
        self._walk("decision", self.deciding["guard"], "/odoo/my-decisions")
        self._check_decided()
        self._walk("stopped", self.manager, own)
        self._walk(
            "not_won",
            self.manager,
            f"/odoo/action-bank_deals.crm_lead_action_deals/{deal.id}",
        )
        self._check_not_won("Страхование жизни")
        condition = application.sudo().approval_id.condition_ids
        with self.assertRaises(AccessError):
            condition.with_user(self.manager).action_clear("my word")
        self._walk("cleared", self.credit, "/odoo/approval-conditions")
        self.assertEqual((condition.state, condition.user_id), ("met", self.credit))
        self._walk("papers", self.manager, own)
        self._check_not_won("waits to be verified")
        self._walk("verified", self.verifier, "/odoo/bank-papers-to-verify")
        self._walk("issued", self.manager, own)
        self.assertEqual(deal.won_status, "won")
        self._try_again(deal.agreement_ids)

    def _try_again(self, agreement):
        """From another window: no second agreement, no row more, no second message."""
        rows, message = agreement.payment_ids, self._read_messages(agreement)
        self.assertEqual((len(agreement), len(message)), (1, 1))
        self.assertEqual(len(rows.filtered("principal")), 24)
        with self.assertRaises(UserError), self.cr.savepoint():
            self.application.action_issue()
        for again in (
            lambda: self.deal.write({"stage_id": self.won.id}),
            self.deal.action_set_won,
            self.deal.sudo()._make_agreements,
            agreement.sudo()._begin,
        ):
            # a refusal is as good as nothing done
            with suppress(UserError), self.cr.savepoint():
                again()
                self.env.flush_all()
            self.env.invalidate_all()
        self.assertEqual(self.deal.agreement_ids, agreement)
        self.assertEqual(agreement.payment_ids, rows)
        self.assertEqual(self._read_messages(agreement), message)
        born = self.env["bank.agreement"].search(
            [("application_id", "=", self.application.id)]
        )
        self.assertEqual(born, agreement)
        self.assertEqual(self._read_messages(born), message)
