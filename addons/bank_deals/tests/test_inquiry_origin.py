# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .inquiry_common import InquiryCommon


@tagged("post_install", "-at_install")
class TestInquiryOrigin(InquiryCommon):
    """Where a client came from is what channels and campaigns are compared by."""

    def test_who_says_where_a_client_came_from_is_seen(self):
        """A deal that came from nowhere is given a source by its seller."""
        deal = self._create_deal()
        other = self.env["utm.source"].create({"name": "Another"})
        before = deal.message_ids
        deal.source_id = self.source
        deal.write({"source_id": other.id, "amount": 5})
        first, second = (
            (deal.message_ids - before)
            .sorted("id")
            .filtered(lambda message: self.source.name in message.body)
        )
        self.assertIn(f"– → {self.source.name}", first.body)
        self.assertIn(f"{self.source.name} → Another", second.body)
        self.assertEqual(second.author_id, self.manager.partner_id)
        # what has not changed is not told
        before = deal.message_ids
        deal.source_id = other
        self.assertEqual(deal.message_ids, before)

    def test_who_takes_an_inquiry_does_not_say_where_it_came_from(self):
        inquiry = self._submit()
        inquiry.with_user(self.manager).action_take()
        mine = inquiry.with_user(self.manager)
        other = self.env["utm.source"].create({"name": "Another"})
        with self.assertRaisesRegex(AccessError, "not rewritten"):
            mine.source_id = other
        mine.write({"source_id": self.source.id, "note": "Put right"})
        # of who has called, the employee alone knows it
        noted = self._note(source_id=self.source.id)
        noted.action_take()
        noted.source_id = other
        self.assertEqual(noted.source_id, other)

    def test_what_no_page_has_brought_is_asked(self):
        self.form.source_id = False
        inquiry = self._submit().with_user(self.manager)
        inquiry.action_take()
        self.assertFalse(inquiry.is_origin_known)
        inquiry.source_id = self.source
        self.assertEqual(inquiry.source_id, self.source)

    def test_an_inquiry_of_the_night_counts_on_the_day_of_the_bank(self):
        inquiry = self._submit()
        self.env.company.partner_id.tz = "Europe/Moscow"
        self.env.flush_all()
        query = "UPDATE bank_inquiry SET create_date = %s WHERE id = %s"
        self.env.cr.execute(query, ("2025-12-31 22:00:00", inquiry.id))
        row = self.env["bank.inquiry.report"].browse(inquiry.id)
        self.assertEqual(str(row.date), "2026-01-01")

    def test_a_deal_shows_that_inquiries_belong_to_it(self):
        deal, other = self._create_deal(), self._create_deal(name="Of no inquiry")
        inquiry = self._submit(name="Щербаков Пётр Ильич", phone="8 916 123-45-67")
        self._qualify(inquiry, deal_id=deal.id)
        self.env.invalidate_all()
        self.assertEqual((deal | other).mapped("has_inquiries"), [True, False])
        found = self.env["bank.inquiry"].search(deal.action_open_inquiries()["domain"])
        self.assertEqual(found, inquiry)
