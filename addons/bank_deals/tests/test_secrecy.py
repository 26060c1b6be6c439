# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import HttpCase, tagged

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
class TestSecrecyAround(SecrecyCommon):
    """What hangs on a confidential deal, and what is told of it elsewhere."""

    def test_what_hangs_on_it_is_withheld_with_it(self):
        offer = self.deal.with_user(self.manager).offer_ids.create(
            {"deal_id": self.deal.id, "kind": "preliminary"}
        )
        facility = self.env["bank.deal.facility"].create(
            {
                "deal_id": self.deal.id,
                "product_id": self.product.id,
                "amount": 1000,
                "term_months": 12,
            }
        )
        self.deal.with_user(self.manager).action_next_stage()
        self.env["bank.deal.snapshot"]._take("2026-11-30")
        snapshot = self.env["bank.deal.snapshot"].search(
            [("deal_id", "=", self.deal.id)]
        )
        stay = self.env["bank.deal.stay"].search([("deal_id", "=", self.deal.id)])
        for record in (offer, facility, snapshot, stay[:1]):
            with self.subTest(model=record._name):
                self.assertTrue(record)
                self._close(False)
                self.assertTrue(self._sees(self.reader, record))
                self._close("named")
                self.assertFalse(self._sees(self.reader, record))
                self.assertTrue(self._sees(self.manager, record))

    def test_contacts_and_plans_are_not_told_on_the_card(self):
        note = self.client.with_user(self.manager)._log_interaction(
            channel="phone",
            direction="in",
            subject="About the factory",
            source=self.deal,
        )
        named = self.client._log_interaction(
            channel="phone", direction="in", subject="Met", source=None
        )
        named.sudo().deal_ids = self.deal
        plain = self.client._log_interaction(channel="phone", subject="The weather")
        plan = self.env["bank.action.plan"].create(self._prepare_plan_values())
        rows = note | named | plain
        self._close("named")
        for user, seen in ((self.reader, plain), (self.manager, rows)):
            with self.subTest(user=user.login):
                card = self.client.with_user(user)
                self.assertEqual(card.card_interaction_ids & rows, seen)
                found = rows.with_user(user).search([("id", "in", rows.ids)])
                self.assertEqual(found, seen.sorted("id", reverse=True))
                self.assertEqual(plan in card.card_plan_ids, user == self.manager)
                self.assertEqual(self._sees(user, plan), user == self.manager)
                self.assertEqual(self.deal in card.card_deal_ids, user == self.manager)

    def _prepare_plan_values(self):
        plan = self.env["mail.activity.plan"].create(
            {"name": "Sale", "res_model": "crm.lead"}
        )
        return {
            "plan_id": plan.id,
            "partner_id": self.client.id,
            "res_model": "crm.lead",
            "res_id": self.deal.id,
            "user_id": self.manager.id,
            "date_start": "2026-11-29",
        }

    def test_a_lost_confidential_deal_stays_confidential(self):
        note = self.client._log_interaction(
            channel="phone", subject="Lost it", source=self.deal
        )
        self._close("named")
        self.deal.with_user(self.manager).action_set_lost(lost_reason_id=self.reason.id)
        self.assertFalse(self._sees(self.reader))
        self.assertFalse(self._sees(self.reader, note))

    def test_a_link_does_not_tell_its_name(self):
        self._close("named")
        self._win(self.deal.with_user(self.manager))
        agreement = self.deal.sudo().agreement_ids
        self.env.invalidate_all()
        read = agreement.with_user(self.reader).web_read(
            {"deal_id": {"fields": {"display_name": {}}}}
        )
        self.assertNotIn("factory", str(read))
        read = agreement.with_user(self.manager).web_read(
            {"deal_id": {"fields": {"display_name": {}}}}
        )
        self.assertIn("factory", str(read))

    def test_its_discussion_is_closed_to_who_no_longer_sees_it(self):
        self.deal.with_user(self.reader).action_discuss()
        channel = self.env["discuss.channel"].search([("deal_id", "=", self.deal.id)])
        self.assertTrue(self._sees(self.reader, channel))
        self._close("named")
        self.assertFalse(self._sees(self.reader, channel))
        with self.assertRaises(AccessError):
            channel.sudo()._add_members(users=self.head)

    def test_nobody_follows_what_is_kept_from_him(self):
        partner = self.reader.partner_id
        self.deal.message_subscribe([partner.id, self.manager.partner_id.id])
        self._close("named")
        self.assertNotIn(partner, self.deal.message_partner_ids)
        self.deal.message_subscribe(partner.ids)
        self.assertNotIn(partner, self.deal.message_partner_ids)
        self.assertIn(self.manager.partner_id, self.deal.message_partner_ids)

    def _post(self, **kwargs):
        """Return whom a message of the manager reaches."""
        message = self.deal.with_user(self.manager).message_post(
            body="They sell in May", subtype_xmlid="mail.mt_comment", **kwargs
        )
        return message.sudo().notified_partner_ids

    def _add_member(self, user):
        role = self.env.ref("bank_crm_core.bank_team_role_product")
        members = self.env["bank.team.member"].with_user(self.manager)
        members._add(self.deal.with_user(self.manager), [(role, user)], origin="hand")
        return self.deal.team_member_ids

    def test_who_leaves_the_team_is_not_written_to_any_more(self):
        partner = self.reader.partner_id
        member = self._add_member(self.reader)
        self._close("team")
        self.deal.message_subscribe(partner.ids)
        self.assertIn(partner, self._post())
        member.with_user(self.manager).action_end()
        self.assertNotIn(partner, self.deal.message_partner_ids)
        self.assertNotIn(partner, self._post())

    def test_whose_place_ends_with_its_day_is_not_written_to_any_more(self):
        partner = self.reader.partner_id
        member = self._add_member(self.reader)
        self._close("team")
        self.deal.message_subscribe(partner.ids)
        # nobody is at work when the day ends
        member.sudo().write({"date_start": "2020-01-01", "date_end": "2020-01-02"})
        self.env["mail.activity"]._forget_task_documents()
        self.assertNotIn(partner, self._post())
        self.assertNotIn(partner, self.deal.message_partner_ids)

    def test_whose_task_is_done_is_not_written_to_any_more(self):
        partner = self.reader.partner_id
        self._close("named")
        task = self.deal.with_user(self.manager).activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.reader.id, summary="Look"
        )
        self.deal.message_subscribe(partner.ids)
        self.assertIn(partner, self._post())
        task.with_user(self.reader).action_done()
        self.assertNotIn(partner, self._post())

    def test_who_hands_the_deal_over_is_not_written_to_any_more(self):
        partner = self.manager.partner_id
        self._close("named")
        self.deal.message_subscribe(partner.ids)
        deal_sudo = self.deal.sudo()
        self.assertIn(partner, deal_sudo.message_partner_ids)
        deal_sudo.user_id = self.colleague
        self.assertNotIn(partner, deal_sudo.message_partner_ids)

    def test_an_outsider_follows_no_confidential_deal(self):
        outsider = self.env["res.partner"].create(
            {"name": "Appraiser", "email": "appraiser@example.com"}
        )
        self.deal.message_subscribe([outsider.id, self.client.id])
        self._close("team")
        self.assertNotIn(outsider, self.deal.message_partner_ids)
        self.assertIn(self.client, self.deal.message_partner_ids)
        self.deal.message_subscribe(outsider.ids)
        self.assertNotIn(outsider, self.deal.message_partner_ids)
        # whom the manager writes to himself is his to say
        self.assertIn(outsider, self._post(partner_ids=outsider.ids))

    def test_a_stranger_is_not_named_in_a_message(self):
        partner = self.reader.partner_id
        self.assertIn(partner, self._post(partner_ids=partner.ids))
        self._close("named")
        with self.assertRaisesRegex(UserError, "not for them"):
            self._post(partner_ids=partner.ids)

    def test_an_alert_tells_a_stranger_nothing(self):
        self._close("named")
        told = (self.reader | self.manager).partner_id
        message = self.deal.sudo().message_notify(
            body="The amount is above the limit", partner_ids=told.ids
        )
        found = message.with_user(self.reader).search([("id", "=", message.id)])
        self.assertFalse(found)
        found = message.with_user(self.manager).search([("id", "=", message.id)])
        self.assertTrue(found)
        stranger = self.reader.partner_id
        self.assertFalse(self.deal.sudo().message_notify(partner_ids=stranger.ids))

    def test_a_message_of_an_open_deal_costs_no_further_query(self):
        partners = (self.reader | self.head).partner_id
        self.deal.message_subscribe(partners.ids)
        self._post()
        strangers = "odoo.addons.bank_deals.models.secrecy.mail_thread.MailThread"
        with patch(f"{strangers}._find_strangers") as asked:
            self._post()
        asked.assert_not_called()

    def test_the_board_asks_as_many_questions_as_without_it(self):
        self._create_deal(name="Another")
        counts = []
        for closed in (False, False, "named"):
            self._close(closed)
            leads = self.env["crm.lead"].with_user(self.head)
            before = self.cr.sql_log_count
            leads.web_search_read(
                [("process_id", "!=", False)],
                {"name": {}, "confidentiality": {}, "amount": {}},
            )
            leads.formatted_read_group(
                [("process_id", "!=", False)], ["stage_id"], ["amount:sum"]
            )
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])


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
class TestSecrecyUi(SecrecyCommon, HttpCase):
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
