# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import DealCommon

WHY = "The owner asked us to keep it quiet"


class SecrecyCommon(DealCommon):
    """A confidential deal, its manager, and who else works in the branch."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.rate = 12
        cls.reader = cls._create_user(
            "reader", "bank_crm_core.group_crm_client_reader", cls.branch
        )
        cls.deal = cls._create_deal(
            name="Sale of the factory", amount=100_000, term_months=12
        )

    @classmethod
    def _close(cls, level="named", users=None, by=None, deal=None):
        deal = (deal or cls.deal).with_user(by or cls.manager)
        users = users or cls.env["res.users"]
        deal._set_confidentiality(level, users, WHY)
        cls.env.flush_all()
        cls.env.invalidate_all()

    def _sees(self, user, record=None):
        record = self.deal if record is None else record
        self.env.invalidate_all()
        record = record.with_user(user).sudo(False).with_context(active_test=False)
        found = bool(record.search([("id", "in", record.ids)]))
        self.assertEqual(found, record.has_access("read"), user.login)
        return found

    def _count(self, **domain):
        return self.env["bank.decision"].search_count(list(domain.items()))


@tagged("post_install", "-at_install")
class TestSecrecy(SecrecyCommon):
    """Who sees a confidential deal."""

    def test_the_level_says_who_sees_the_deal(self):
        # who works with the clients of the branch sees an open deal
        self.assertTrue(self._sees(self.reader))
        self.assertTrue(self._sees(self.head))
        self._close("team")
        self.assertFalse(self._sees(self.reader))
        self.assertTrue(self._sees(self.head))
        self._close("named")
        self.assertFalse(self._sees(self.head))
        self.assertTrue(self._sees(self.manager))
        self.assertTrue(self._sees(self.auditor))

    def test_a_member_of_the_team_sees_it_while_he_is_one(self):
        self._close("team")
        role = self.env.ref("bank_crm_core.bank_team_role_product")
        members = self.env["bank.team.member"].with_user(self.manager)
        members._add(
            self.deal.with_user(self.manager), [(role, self.reader)], origin="hand"
        )
        self.assertTrue(self._sees(self.reader))
        self._close("named")
        self.assertFalse(self._sees(self.reader))
        self._close("team")
        self.deal.team_member_ids.with_user(self.manager).action_end()
        self.assertFalse(self._sees(self.reader))

    def test_whom_it_is_confided_to_reads_and_changes_nothing(self):
        self._close("named", self.colleague)
        self.assertTrue(self._sees(self.colleague))
        self.assertFalse(self._sees(self.reader))
        theirs = self.deal.with_user(self.colleague)
        with self.assertRaises(AccessError):
            theirs.write({"amount": 1})
        with self.assertRaises(AccessError):
            theirs._set_confidentiality(False, self.colleague, WHY)

    def test_the_wall_stands_above_the_names(self):
        with self.assertRaisesRegex(UserError, "does not work with the clients"):
            self._close("named", self.stranger)
        self._close("named", self.colleague)
        self.colleague.branch_ids = self.other_branch
        self.assertFalse(self._sees(self.colleague))

    def test_an_open_task_still_lends_it(self):
        self._close("named")
        task = self.deal.with_user(self.manager).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.reader.id, summary="Look"
        )
        self.assertTrue(self._sees(self.reader))
        self.assertEqual(
            self.deal.with_user(self.reader).display_name, "Sale of the factory"
        )
        task.with_user(self.reader).action_done()
        self.assertFalse(self._sees(self.reader))

    def test_closing_and_opening_stand_in_the_log_without_words(self):
        self._close("named", self.colleague)
        self._close(False)
        rows = self.env["bank.decision"].search(
            [("kind", "=", "deal_secrecy"), ("res_id", "=", self.deal.id)]
        )
        self.assertEqual(len(rows), 2)
        self.assertNotIn(WHY, " ".join(rows.mapped("payload")))
        self.assertIn(str(self.colleague.id), rows[-1].payload)
        self.assertTrue(self._sees(self.reader))
        with self.assertRaisesRegex(UserError, "Say why"):
            self.deal.with_user(self.manager)._set_confidentiality(
                "team", self.env["res.users"], " no "
            )

    def test_a_head_sets_it_and_lifts_what_he_sees(self):
        self._close("team", by=self.head)
        self._close(False, by=self.head)
        self._close("named")
        with self.assertRaises(AccessError):
            self._close(False, by=self.head)

    def test_a_handover_passes_a_confidential_deal_to_the_new_manager(self):
        self._close("named")
        handover = (
            self.env["bank.handover"]
            .with_user(self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [Command.create({"user_id": self.colleague.id})],
                }
            )
        )
        handover.action_distribute()
        handover.action_hand_over()
        self.assertEqual(self.deal.user_id, self.colleague)
        self.assertTrue(self._sees(self.colleague))
        self.assertFalse(self._sees(self.manager))


@tagged("post_install", "-at_install")
class TestSecrecyForgery(SecrecyCommon):
    """What a dishonest colleague tries."""

    def _call(self, user, model, method, *args, **kwargs):
        return call_kw(self.env[model].with_user(user), method, list(args), kwargs)

    def test_searching_summing_and_naming_tell_nothing(self):
        self._close("named")
        domain = [("name", "=", "Sale of the factory")]
        for user in (self.reader, self.head, self.colleague):
            with self.subTest(user=user.login):
                self.assertFalse(self._call(user, "crm.lead", "search", domain))
                self.assertFalse(self._call(user, "crm.lead", "name_search", "factory"))
                rows = self._call(
                    user,
                    "crm.lead",
                    "formatted_read_group",
                    [("id", "=", self.deal.id)],
                    ["stage_id"],
                    ["amount:sum", "__count"],
                )
                self.assertFalse([row for row in rows if row["__count"]])
                with self.assertRaises(AccessError):
                    self._call(user, "crm.lead", "read", self.deal.ids, ["name"])

    def test_messages_tasks_and_the_report_of_activities_tell_nothing(self):
        self.deal.with_user(self.manager).message_post(body="They sell in May")
        self._close("named")
        here = [("model", "=", "crm.lead"), ("res_id", "=", self.deal.id)]
        for user in (self.reader, self.head):
            self.assertFalse(self._call(user, "mail.message", "search", here))
            self.assertFalse(
                self._call(
                    user,
                    "mail.activity",
                    "search",
                    [("res_model", "=", "crm.lead"), ("res_id", "=", self.deal.id)],
                )
            )
        found = self._call(
            self.head, "crm.activity.report", "search", [("lead_id", "=", self.deal.id)]
        )
        self.assertFalse(found)

    def test_the_level_is_neither_typed_nor_brought_along(self):
        for values in (
            {"confidentiality": "team"},
            {"confidant_ids": [Command.link(self.colleague.id)]},
        ):
            for user in (self.manager, self.head):
                with self.assertRaises(AccessError):
                    self._call(user, "crm.lead", "write", self.deal.ids, values)
        values = {
            "name": "x",
            "type": "opportunity",
            "product_id": self.product.id,
            "partner_id": self.client.id,
        }
        created = self._call(
            self.manager,
            "crm.lead",
            "create",
            values,
            context={"default_confidentiality": "named"},
        )
        self.assertFalse(self.env["crm.lead"].browse(created).confidentiality)

    def test_a_stranger_opens_no_dialog_and_lets_nobody_in(self):
        self._close("named")
        for user in (self.colleague, self.head, self.reader):
            with self.assertRaises(AccessError):
                self._call(user, "crm.lead", "action_confidentiality", self.deal.ids)
        with self.assertRaises(AccessError):
            dialogs = self.env["bank.deal.secrecy"].with_user(self.colleague)
            dialogs.create({"deal_id": self.deal.id, "reason": WHY}).action_apply()
        with self.assertRaises(AccessError):
            self._call(
                self.colleague,
                "mail.activity",
                "create",
                {
                    "res_model_id": self.env["ir.model"]._get_id("crm.lead"),
                    "res_id": self.deal.id,
                    "user_id": self.colleague.id,
                },
            )


@tagged("post_install", "-at_install")
class TestSecrecyUi(SecrecyCommon, TourCase):
    def test_a_deal_is_closed_in_russian(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        addons = ("mail", "web", "bank_base", "bank_crm_core", "bank_deals")
        modules = self.env["ir.module.module"].search([("name", "in", addons)])
        modules._update_translations(["ru_RU"], overwrite=True)
        self.manager.lang = "ru_RU"
        self.start_tour(
            f"/odoo/bank-deals/{self.deal.id}",
            "bank_deal_secrecy",
            login=self.manager.login,
        )
        self.assertEqual(self.deal.confidentiality, "team")
        self.assertFalse(self._sees(self.reader))
