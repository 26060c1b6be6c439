# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import DealCommon


class DraftCommon(DealCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        action = cls.process.with_user(cls.administrator).action_new_version()
        drafts = cls.env["bank.process"].with_user(cls.administrator)
        cls.draft = drafts.browse(action["res_id"])
        # what is in the database beside the test is not counted
        cls.draft.product_category_ids = [Command.set(cls.category.ids)]
        cls.deals = cls._create_deal() + cls._create_deal(user=cls.colleague)
        cls._create_deal(product_id=cls.other_product.id)


@tagged("post_install", "-at_install")
class TestProcessDraft(DraftCommon):
    """A draft tried on the deals of today: numbers, and nothing is moved."""

    def _try_out(self, user=None):
        action = self.draft.with_user(user or self.administrator).action_try_out()
        return self.env["bank.process.trial"].browse(action["res_id"])

    def test_a_draft_says_how_many_deals_its_gates_would_stop(self):
        check = self.env["bank.check"].create(
            {
                "name": "Big ones only",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "kind": "domain",
                "domain": "[('amount', '>', 1000)]",
            }
        )
        self.draft.stage_ids[0].check_exit_ids = [Command.set(check.ids)]
        self.deals[0].amount = 5000
        trial = self._try_out()
        line = trial.line_ids[0]
        self.assertEqual((trial.deal_count, line.deal_count), (2, 2))
        self.assertEqual(line.blocked_count, 1)
        self.assertIn("Big ones only: 1", line.reasons)
        self.assertEqual(self.deals.process_id, self.process)

    def test_deals_without_such_a_stage_are_counted(self):
        self.deals[0].action_next_stage()
        self.draft.stage_ids[1].name = "Renamed"
        trial = self._try_out()
        self.assertEqual((trial.unplaced_count, trial.line_ids[0].deal_count), (1, 2))

    def test_it_is_for_who_configures(self):
        for user in (self.manager, self.head, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._try_out(user)


@tagged("post_install", "-at_install")
class TestProcessTour(DraftCommon, HttpCase):
    """Journey 6 in Russian: dragged, tried on today's deals, put into force."""

    def test_a_process_is_drawn_tried_and_published(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        self.administrator.lang = "ru_RU"
        for number, stage in enumerate(self.draft._get_stages()):
            stage.write({"sequence": number * 10})
            stage.with_context(lang="ru_RU").name = f"Этап {number + 1}"
        self.start_tour(
            f"/odoo/bank-processes/{self.draft.id}",
            "bank_process_draft",
            login=self.administrator.login,
            timeout=180,
        )
        self.assertEqual(self.draft.state, "published")
        names = self.draft.with_context(lang="ru_RU")._get_stages().mapped("name")
        self.assertEqual(names, ["Этап 3", "Этап 1", "Этап 2", "Этап 4"])
        # whoever configures sees no deals, and neither manager sees both
        deals = self.deals.sudo()
        self.assertEqual(deals.process_id, self.process, "they stay where they are")
