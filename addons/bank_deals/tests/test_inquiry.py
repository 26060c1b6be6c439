# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestInquiry(InquiryCommon):
    """From the first contact to a deal and its agreement."""

    def test_a_call_becomes_a_client_and_a_deal_with_one_button(self):
        inquiry = self._note(note="A boat", email="guest@example.com", city="Тверь")
        inquiry.action_take()
        deal = self._qualify(inquiry, is_new_client=True)
        client = deal.partner_id
        self.assertEqual(client.name, "Новый Гость")
        self.assertEqual(client.email, "guest@example.com")
        self.assertEqual(client.phone_ids.e164, "+79037654321")
        self.assertEqual(
            (client.manager_id, client.branch_id), (self.manager, self.branch)
        )
        self.assertEqual(deal.product_id, self.product)
        self.assertEqual(deal.process_id, self.process)
        self.assertIn("A boat", deal.description)
        self.assertEqual(inquiry.state, "qualified")
        contact = self.env["bank.interaction"].search([("partner_id", "=", client.id)])
        self.assertEqual((contact.direction, contact.channel_id.code), ("in", "phone"))

    def test_channel_and_source_are_kept_up_to_the_agreement(self):
        inquiry = self._submit()
        inquiry.with_user(self.manager).action_take()
        deal = self._qualify(inquiry, is_new_client=True)
        self.assertEqual(deal.channel_id.code, "site")
        self.assertEqual(deal.partner_id.source_id, self.source)
        with self.assertRaises(AccessError):
            deal.with_user(self.manager).channel_id = self.env.ref(
                "bank_crm_core.bank_channel_phone"
            )
        other = self.env["utm.source"].create({"name": "Another"})
        with self.assertRaisesRegex(AccessError, "came from"):
            deal.with_user(self.manager).source_id = other
        deal.with_user(self.manager).source_id = self.source
        self._win(deal.with_user(self.manager))
        deal.source_id = False
        agreement = deal.agreement_ids
        self.assertEqual(agreement.channel_id.code, "site")
        self.assertEqual(agreement.source_id, self.source)

    def test_a_response_to_a_campaign_is_a_deal_of_the_campaign(self):
        campaign = self.env["utm.campaign"].create({"name": "Spring"})
        inquiry = self._submit(utm_campaign="Spring")
        inquiry.with_user(self.manager).action_take()
        deal = self._qualify(inquiry, is_new_client=True).with_user(self.manager)
        self.assertEqual(deal.campaign_id, campaign)
        self.assertEqual(campaign.crm_lead_count, 1)
        action = campaign.action_redirect_to_leads_opportunities()
        found = deal.with_context(**action["context"]).search(action["domain"])
        self.assertEqual(found, deal)
        self.assertEqual(self._win(deal).agreement_ids.campaign_id, campaign)

    def test_a_client_is_found_by_the_source_of_any_request(self):
        first = self.env["utm.source"].create({"name": "Exhibition in spring"})
        self.client.source_id = first
        inquiry = self._submit(name="пётр щербаков", phone="+7 (916) 123 45 67")
        self._qualify(inquiry)
        self.assertEqual(
            self.client.source_id, first, "he came once for the first time"
        )
        partners = self.env["res.partner"].with_user(self.manager)
        view = self.env.ref("bank_crm_core.res_partner_view_search_client")
        arch = etree.fromstring(partners.get_view(view.id, "search")["arch"])
        (node,) = arch.xpath("//field[@name='source_id']")
        for text in ("exhibition", "partner of"):
            domain = safe_eval(node.get("filter_domain"), {"self": text})
            self.assertEqual(partners.search(domain), self.client, text)
        self.assertFalse(partners.with_user(self.stranger).search(domain))

    def test_an_existing_client_is_found_by_phone_and_name(self):
        inquiry = self._submit(name="пётр щербаков", phone="+7 (916) 123 45 67")
        self.assertEqual(inquiry.sudo().partner_id, self.client)
        self.assertEqual(inquiry.user_id, self.manager)
        deal = self._qualify(inquiry)
        self.assertEqual(deal.partner_id, self.client)

    def test_a_relative_with_the_same_phone_is_not_taken_for_the_client(self):
        inquiry = self._submit(name="Ольга Новикова", phone="+7 916 123-45-67")
        self.assertFalse(inquiry.sudo().partner_id)
        inquiry.with_user(self.manager).action_take()
        dialog = self._dialog(inquiry)
        self.assertIn(self.client, dialog.candidate_ids)

    def _dialog(self, inquiry, user=None, **values):
        user = user or self.manager
        dialogs = self.env["bank.inquiry.qualify"].with_user(user)
        return dialogs.create({"inquiry_id": inquiry.id, **values})

    def test_who_asks_again_joins_the_open_deal(self):
        deal = self._create_deal()
        inquiry = self._submit(name="Щербаков Пётр Ильич", phone="8 916 123-45-67")
        self.assertEqual(self._qualify(inquiry), deal)
        self.assertTrue(inquiry.is_joined)
        self.assertFalse(deal.channel_id, "he came to this deal another way before")
        self.assertIn("come again", deal.message_ids[0].body)

    def test_a_colleagues_open_deal_is_not_sold_a_second_time(self):
        deal = self._create_deal(user=self.colleague)
        self.assertFalse(deal.with_user(self.manager).has_access("read"))
        inquiry = self._note()
        inquiry.action_take()
        with self.assertRaisesRegex(UserError, "in work already"):
            self._qualify(inquiry, partner_id=self.client.id)
        self.assertEqual(
            self.env["crm.lead"].search([("partner_id", "=", self.client.id)]), deal
        )
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertNotEqual(self._qualify(inquiry, partner_id=self.client.id), deal)

    def test_a_closed_deal_is_not_joined(self):
        deal = self._create_deal()
        inquiry = self._submit(name="Щербаков Пётр Ильич", phone="8 916 123-45-67")
        dialog = self._dialog(inquiry)
        self.assertEqual(dialog.deal_id, deal)
        deal.action_set_lost(lost_reason_id=self.reason.id)
        with self.assertRaises(UserError):
            dialog.action_finish()

    def test_consents_go_to_the_card_with_their_proof(self):
        inquiry = self._submit(marketing="1")
        inquiry.with_user(self.manager).action_take()
        client = self._qualify(inquiry, is_new_client=True).partner_id
        rows = self.env["bank.consent"].search([("partner_id", "=", client.id)])
        self.assertEqual(set(rows.mapped("purpose")), {"personal_data", "marketing"})
        self.assertEqual(set(rows.mapped("method")), {"online"})
        self.assertEqual(set(rows.mapped("ip_address")), {"203.0.113.7"})
        self.assertEqual(rows[0].date, inquiry.consent_date)

    def test_questions_are_asked_one_by_one_and_kept(self):
        questions = self._create_questions()
        inquiry = self._note()
        inquiry.action_take()
        dialog = self._dialog(inquiry, is_new_client=True)
        dialog.action_next()
        self.assertEqual((dialog.step, dialog.question_id), ("question", questions[0]))
        with self.assertRaises(UserError):
            dialog.action_next()
        dialog.option_id = questions[0].option_ids[0]
        dialog.action_next()
        self.assertEqual(dialog.question_id, questions[1])
        dialog.action_back()
        self.assertEqual(dialog.question_id, questions[0])
        dialog.option_id = questions[0].option_ids[0]
        dialog.action_next()
        dialog.option_id = questions[1].option_ids[0]
        dialog.action_next()
        self.assertEqual(dialog.step, "terms")
        dialog.action_finish()
        self.assertEqual(inquiry.reply_ids.question_id, questions)

    def test_the_answer_given_last_is_taken_back_first(self):
        first, second = self._create_questions()
        # dragged into another order: the younger one is asked first
        first.sequence, second.sequence = 20, 10
        inquiry = self._note()
        inquiry.action_take()
        dialog = self._dialog(inquiry, is_new_client=True)
        dialog.action_next()
        for question in (second, first):
            self.assertEqual(dialog.question_id, question)
            dialog.option_id = question.option_ids[0]
            dialog.action_next()
        dialog.action_back()
        self.assertEqual(dialog.question_id, first)
        self.assertEqual(dialog.asked_ids.question_id, second)

    def test_no_deal_without_the_answers(self):
        _first, second = self._create_questions()
        inquiry = self._note()
        inquiry.action_take()
        dialog = self._dialog(inquiry, is_new_client=True)
        dialog.action_next()
        with self.assertRaisesRegex(UserError, "questions first"):
            dialog.action_finish()
        dialog.option_id = second.option_ids[0]
        with self.assertRaisesRegex(UserError, "Choose an answer"):
            dialog.action_next()
        self.assertFalse(dialog.asked_ids)

    def _create_questions(self):
        return self.env["bank.inquiry.question"].create(
            [
                {
                    "name": name,
                    "sequence": place,
                    "product_category_ids": [Command.set(categories.ids)],
                    "option_ids": [
                        Command.create({"name": "Yes"}),
                        Command.create({"name": "No", "decline_reason": "has_it"}),
                    ],
                }
                for place, (name, categories) in enumerate(
                    (
                        ("First?", self.category),
                        ("Second?", self.env["bank.product.category"]),
                        ("Of deposits?", self.other_product.category_id),
                    )
                )
            ]
        )[:2]

    def test_back_from_declining_takes_the_answer_back(self):
        question = self.env["bank.inquiry.question"].create(
            {
                "name": "An income?",
                "option_ids": [
                    Command.create({"name": "Yes"}),
                    Command.create({"name": "No", "decline_reason": "not_eligible"}),
                ],
            }
        )
        inquiry = self._note()
        inquiry.action_take()
        dialog = self._dialog(inquiry, is_new_client=True)
        dialog.action_next()
        self.assertEqual(dialog.question_id, question)
        dialog.option_id = question.option_ids[1]
        dialog.action_to_decline()
        self.assertEqual(dialog.step, "decline")
        dialog.action_back()
        self.assertEqual((dialog.step, dialog.question_id), ("question", question))
        self.assertFalse(dialog.asked_ids)

    def test_an_answer_against_a_deal_declines_with_its_reason(self):
        questions = self._create_questions()
        inquiry = self._note()
        inquiry.action_take()
        dialog = self._dialog(inquiry, is_new_client=True)
        dialog.action_next()
        dialog.option_id = questions[0].option_ids[1]
        dialog.action_to_decline()
        dialog.action_decline()
        self.assertEqual(
            (inquiry.state, inquiry.decline_reason), ("declined", "has_it")
        )
        self.assertEqual(inquiry.reply_ids.option_id, questions[0].option_ids[1])
        self.assertFalse(inquiry.sudo().deal_id)

    def test_it_is_said_who_it_is_and_what_for(self):
        inquiry = self._note(product_id=False)
        self.queue.member_ids.filtered(lambda row: row.user_id == self.manager)
        inquiry.sudo().queue_id = self.queue
        inquiry.action_take()
        dialog = self._dialog(inquiry)
        with self.assertRaises(UserError):
            dialog.action_next()
        dialog.product_id = self.product
        with self.assertRaises(UserError):
            dialog.action_next()
        dialog.is_new_client = True
        dialog.action_next()
        self.assertEqual(dialog.step, "terms")

    def test_channels_are_compared_and_a_deal_counts_once(self):
        first = self._submit()
        first.with_user(self.manager).action_take()
        deal = self._qualify(first, is_new_client=True)
        second = self._submit(address="203.0.113.9")
        self.assertEqual(self._qualify(second), deal)
        self._win(deal.with_user(self.manager))
        self.env.flush_all()
        rows = self.env["bank.inquiry.report"].with_user(self.head)
        [(count, deals, won, amount)] = rows._read_group(
            [("source_id", "=", self.source.id)],
            [],
            ["inquiry_count:sum", "deal_count:sum", "won_count:sum", "amount:sum"],
        )
        self.assertEqual((count, deals, won, amount), (2, 1, 1, 100_000))
        strangers = self.env["bank.inquiry.report"].with_user(self.stranger)
        self.assertFalse(strangers.search([("source_id", "=", self.source.id)]))


@tagged("post_install", "-at_install")
class TestInquiryForgery(InquiryCommon):
    """What an employee does not get by going round the buttons."""

    def test_nobody_forges_where_it_came_from_or_what_was_agreed(self):
        inquiry = self._note(
            consent_text="x",
            ip_address="10.0.0.1",
            user_id=self.manager.id,
            form_id=self.form.id,
        )
        for name in ("consent_text", "ip_address", "user_id", "form_id"):
            self.assertFalse(inquiry[name], name)
        with self.assertRaises(AccessError):
            self._note(partner_id=self.client.id)
        forged = self.env["bank.inquiry"].with_context(
            default_consent_text="x", default_ip_address="10.0.0.1"
        )
        self.assertFalse(self._note_with(forged).consent_text)
        with self.assertRaises(AccessError):
            self._note_with(forged.with_context(default_partner_id=self.client.id))
        site = self.env.ref("bank_deals.bank_channel_site")
        with self.assertRaises(UserError):
            self._note(channel_id=site.id)

    def _note_with(self, inquiries):
        phone = self.env.ref("bank_crm_core.bank_channel_phone")
        return inquiries.with_user(self.manager).create(
            {"contact_name": "X", "phone": "1", "channel_id": phone.id}
        )

    def test_it_is_changed_by_its_buttons(self):
        inquiry = self._note()
        with self.assertRaises(AccessError):
            inquiry.note = "not mine yet"
        inquiry.action_take()
        inquiry.note = "mine"
        for values in (
            {"user_id": self.colleague.id},
            {"consent_text": "x"},
            {"channel_id": self.env.ref("bank_crm_core.bank_channel_branch").id},
            {"branch_id": self.region.id},
            {"queue_id": False},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                inquiry.write(values)
        with self.assertRaises(AccessError):
            inquiry.state = "declined"

    def test_only_who_has_taken_it_decides(self):
        inquiry = self._note()
        inquiry.action_take()
        with self.assertRaises(AccessError):
            inquiry.with_user(self.colleague).action_qualify()
        dialogs = self.env["bank.inquiry.qualify"].with_user(self.colleague)
        dialog = dialogs.create({"inquiry_id": inquiry.id, "is_new_client": True})
        for act in ("action_next", "action_finish", "action_decline"):
            with self.subTest(act=act), self.assertRaises(UserError):
                getattr(dialog, act)()
        with self.assertRaises(UserError):
            dialog.action_finish()
        self.assertEqual(inquiry.state, "taken")

    def test_an_operator_takes_down_and_makes_no_deals(self):
        inquiry = self._note(self.operator)
        self.assertEqual((inquiry.state, inquiry.queue_id), ("new", self.queue))
        with self.assertRaises(AccessError):
            self._dialog_of(self.operator, inquiry)

    def _dialog_of(self, user, inquiry):
        dialogs = self.env["bank.inquiry.qualify"].with_user(user)
        return dialogs.create({"inquiry_id": inquiry.id})

    def test_another_branch_does_not_see_it(self):
        inquiry = self._note()
        found = self.env["bank.inquiry"].with_user(self.stranger)
        self.assertFalse(found.search([("id", "=", inquiry.id)]))
        with self.assertRaises(AccessError):
            inquiry.with_user(self.stranger).action_take()
        with self.assertRaises(AccessError):
            self._note(self.stranger, branch_id=self.branch.id)

    def test_a_client_of_another_branch_is_neither_shown_nor_doubled(self):
        self.queue.member_ids = [
            Command.create({"user_id": self.stranger.id, "capacity": 5})
        ]
        inquiry = self._submit(name="Щербаков Пётр Ильич", phone="8 916 123-45-67")
        inquiry.with_user(self.manager).action_put_back()
        inquiry.sudo().addressee_ids = False
        inquiry.with_user(self.stranger).action_take()
        dialog = self._dialog_of(self.stranger, inquiry)
        self.assertFalse(dialog.candidate_ids)
        self.assertFalse(inquiry.with_user(self.stranger).client_name)
        dialog.is_new_client = True
        with self.assertRaises(AccessError):
            dialog.action_next()
        with self.assertRaises(AccessError):
            dialog.partner_id = self.client

    def test_who_takes_down_learns_nothing_of_other_branches(self):
        """A name and a phone typed in do not show by their way who is served where."""
        inquiry = self._note(
            self.stranger,
            contact_name="Щербаков Пётр Ильич",
            phone="8 916 123-45-67",
        )
        self.assertEqual(inquiry.branch_id, self.other_branch)
        self.assertFalse(inquiry.sudo().partner_id)
