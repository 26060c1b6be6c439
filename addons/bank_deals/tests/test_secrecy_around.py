# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import count_queries

from .test_secrecy import SecrecyCommon


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
        leads = self.env["crm.lead"].with_user(self.head)

        def read():
            leads.web_search_read(
                [("process_id", "!=", False)],
                {"name": {}, "confidentiality": {}, "amount": {}},
            )
            leads.formatted_read_group(
                [("process_id", "!=", False)], ["stage_id"], ["amount:sum"]
            )

        counts = []
        for closed in (False, "named"):
            self._close(closed)
            counts.append(count_queries(self.env, read))
        self.assertEqual(*counts)
