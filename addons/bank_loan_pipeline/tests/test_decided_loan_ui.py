# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .papers_common import PapersCommon
from .test_issue import IssueCommon
from .test_ui import ADDONS


@tagged("post_install", "-at_install")
class TestDecidedLoanTour(PapersCommon, IssueCommon, TourCase):
    """Journey 4: from the decision under a condition to the core banking system."""

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

    def _speak_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        names = (*ADDONS, "bank_document")
        modules = self.env["ir.module.module"].search([("name", "in", names)])
        modules._update_translations(["ru_RU"])
        (self.manager | self.underwriter | self.credit | self.verifier).lang = "ru_RU"

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

    def test_from_the_condition_to_the_core_in_russian(self):
        self._speak_russian()
        application, deal = self.application, self.deal
        own = f"/odoo/bank-applications/{application.id}"
        self._send(application)
        self._walk("decision", self.underwriter, "/odoo/my-decisions")
        self.assertEqual(application.approval_state, "approved_conditions")
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
