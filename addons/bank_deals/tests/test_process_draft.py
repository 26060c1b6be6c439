# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

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
        check = self._start_check()
        self.draft.stage_ids[0].check_exit_ids = [Command.set(check.ids)]
        self.deals[0].amount = 5000
        trial = self._try_out()
        line = trial.line_ids[0]
        self.assertEqual((trial.document_count, line.document_count), (2, 2))
        self.assertEqual(line.blocked_count, 1)
        self.assertIn("Big ones only: 1", line.reasons)
        self.assertEqual(self.deals.process_id, self.process)

    def test_deals_without_such_a_stage_are_counted(self):
        self.deals[0].action_next_stage()
        self.draft.stage_ids[1].name = "Renamed"
        trial = self._try_out()
        self.assertEqual(
            (trial.unplaced_count, trial.line_ids[0].document_count), (1, 2)
        )

    def test_whoever_has_drawn_it_does_not_put_it_into_force(self):
        self._try_out()
        self.assertFalse(self.draft.can_publish)
        self.assertIn("drawn this version yourself", self.draft.publish_blocker)
        with self.assertRaisesRegex(UserError, "drawn this version yourself"):
            self.draft.action_publish()
        forged = self.draft.with_context(default_drafter_ids=[], drafter_ids=[])
        with self.assertRaises(AccessError):
            forged.drafter_ids = [Command.clear()]
        with self.assertRaises(UserError):
            forged.action_publish()
        self._put_into_force(self.draft)
        self.assertEqual(self.draft.state, "published")

    def test_a_hand_in_one_stage_has_drawn_it(self):
        second = self._create_user(
            "second", "bank_base.group_bank_administrator", self.region
        )
        stage = self.draft.stage_ids[0].with_user(second)
        for change in ({"hint": "Look"}, {"is_won": False}, {"probability": 11}):
            self.draft.sudo().drafter_ids = [Command.clear()]
            stage.write(change)
            self.assertEqual(self.draft.sudo().drafter_ids, second, change)
        self.draft.with_user(second).action_try_out()
        with self.assertRaisesRegex(UserError, "drawn this version yourself"):
            self.draft.with_user(second).action_publish()

    def test_untried_it_does_not_come_into_force(self):
        second = self._create_user(
            "second", "bank_base.group_bank_administrator", self.region
        )
        draft = self.draft.with_user(second)
        with self.assertRaisesRegex(UserError, "look at the result first"):
            draft.action_publish()
        with self.assertRaises(AccessError):
            draft.trial_hash = draft._get_draft_hash()
        self._try_out()
        self.assertTrue(draft.can_publish)
        self.assertIn("Would Wait", draft.trial_summary)
        check = self._start_check()
        self.draft.stage_ids[0].check_exit_ids = [Command.link(check.id)]
        with self.assertRaisesRegex(UserError, "changed after its trial"):
            draft.action_publish()
        self._try_out()
        check.domain = "[('amount', '>', 7)]"
        self.assertIn("changed after its trial", draft.publish_blocker)
        self._try_out()
        draft.action_publish()
        self.assertEqual(draft.trial_result["count"], 2)
        self.assertFalse(draft.trial_summary, "in force: deals tell")

    def test_a_trial_reads_the_same_in_every_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self._try_out()
        self.publisher = self._create_user(
            "russian", "bank_base.group_bank_administrator", self.region
        )
        self.publisher.lang = "ru_RU"
        draft = self.draft.with_user(self.publisher).with_context(lang="ru_RU")
        self.assertTrue(draft.can_publish)

    def test_a_new_process_is_compared_with_what_others_sell(self):
        new = self.env["bank.process"].with_user(self.administrator)
        new = new.create(
            {
                "name": "New",
                "stage_ids": [
                    Command.create({"name": "Need", "sequence": 1}),
                    Command.create({"name": "Won", "sequence": 2, "is_won": True}),
                ],
            }
        )
        action = new.action_try_out()
        trial = self.env["bank.process.trial"].browse(action["res_id"])
        trial = trial.with_user(self.administrator)
        self.assertFalse(trial.document_count)
        trial.write({"compare_with": "chosen", "category_ids": self.category.ids})
        trial.action_try_again()
        self.assertEqual(trial.document_count, 2)
        self.assertEqual(new.trial_result["count"], 2)
        trial.client_kind = "company"
        trial.action_try_again()
        self.assertFalse(trial.document_count)

    def test_which_version_is_tried_is_not_the_callers_word(self):
        trials = self.env["bank.process.trial"].with_user(self.administrator)
        with self.assertRaises(AccessError):
            trials.create({"res_model": "crm.lead", "res_id": self.deals[0].id})

    def _start_check(self):
        return self.env["bank.check"].create(
            {
                "name": "Big ones only",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "kind": "domain",
                "domain": "[('amount', '>', 1000)]",
            }
        )

    def test_a_stage_of_a_draft_is_drawn_without_warnings_of_leads(self):
        stages = self.env["crm.stage"].with_user(self.administrator)
        spec = {"name": {}, "is_won": {}}
        own = {"process_id": {"id": self.draft.id}}
        self.assertNotIn("warning", stages.onchange(own, [], spec))
        self.assertNotIn("warning", stages.onchange({"process_id": {}}, [], spec))
        self.assertIn("warning", stages.onchange({}, [], spec), "stock's own")

    def test_it_is_for_who_configures(self):
        for user in (self.manager, self.head, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._try_out(user)


@tagged("post_install", "-at_install")
class TestProcessTour(DraftCommon, TourCase):
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
        second = self._create_user(
            "second", "bank_base.group_bank_administrator", self.region
        )
        second.lang = "ru_RU"
        for user, tour in (
            (self.administrator, "bank_process_draft"),
            (second, "bank_process_in_force"),
        ):
            self.start_tour(
                f"/odoo/bank-processes/{self.draft.id}",
                tour,
                login=user.login,
                timeout=180,
            )
        self.assertEqual(self.draft.state, "published")
        self.assertEqual(self.draft.trial_user_id, self.administrator)
        names = self.draft.with_context(lang="ru_RU")._get_stages().mapped("name")
        self.assertEqual(names, ["Этап 3", "Этап 1", "Этап 2", "Этап 4"])
        # whoever configures sees no deals, and neither manager sees both
        deals = self.deals.sudo()
        self.assertEqual(deals.process_id, self.process, "they stay where they are")
