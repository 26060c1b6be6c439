# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re
import time
from datetime import timedelta

from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..models.inquiry import bank_inquiry_form_door
from .inquiry_common import InquiryCommon

DOOR = bank_inquiry_form_door.__name__


@tagged("post_install", "-at_install")
class TestInquiryDoor(InquiryCommon):
    """What comes from the Internet: what is let in, and what is answered."""

    def test_a_request_from_the_site_comes_in_with_its_consent(self):
        inquiry = self._submit(note="A car\x00 for 900 000", marketing="1")
        self.assertEqual(inquiry.channel_id.code, "site")
        self.assertEqual(inquiry.note, "A car for 900 000")
        self.assertEqual(inquiry.branch_id, self.branch)
        self.assertEqual(inquiry.consent_text, "I agree")
        self.assertEqual(inquiry.marketing_text, "Write to me")
        self.assertEqual(inquiry.ip_address, "203.0.113.7")
        self.assertEqual(inquiry.source_id, self.source)
        self.assertFalse(inquiry.partner_id)

    def test_advertising_is_not_agreed_to_by_silence(self):
        self.assertFalse(self._submit().marketing_text)

    def test_an_unknown_city_goes_to_the_branch_of_the_page(self):
        self.assertEqual(self._submit(city="Магадан").branch_id, self.other_branch)

    def test_bad_input_is_answered_field_by_field(self):
        for field, value in (
            ("name", "7"),
            ("name", "Buy http://spam.example"),
            ("phone", "12-34"),
            ("phone", ""),
            ("email", "a@b"),
            ("product", "no-such-product"),
            ("product", ""),
            ("consent", ""),
        ):
            with self.subTest(field=field, value=value):
                self.assertEqual(list(self._refuse(**{field: value})), [field])

    def test_a_product_that_is_not_on_the_page_is_refused(self):
        self.assertIn("product", self._refuse(product=self.other_product.code))

    def test_a_machine_is_thanked_and_leaves_nothing(self):
        with mute_logger(DOOR):
            self.assertEqual(self._refuse(company_site="http://spam.example"), {})

    def test_nobody_fills_the_page_in_no_time(self):
        self.assertIn("form", self._refuse(stamp=self.form._make_stamp()))

    def test_the_time_of_opening_is_not_forged(self):
        stamp = self.form._make_stamp()
        early = f"{int(time.time()) - 60}-{stamp.partition('-')[2]}"
        for forged in (early, "", "0", "x-y", "9" * 40, f"²{stamp}"):
            with self.subTest(forged=forged):
                self.assertIn("form", self._refuse(stamp=forged))
        yesterday = self.form._make_stamp(time.time() - 86400)
        self.assertIn("form", self._refuse(stamp=yesterday))

    def test_a_stamp_of_another_page_does_not_fit(self):
        other = self.form.copy({"code": "other", "name": "Other"})
        stamp = other._make_stamp(time.time() - 60)
        self.assertIn("form", self._refuse(stamp=stamp))

    def test_a_flood_from_one_address_is_stopped(self):
        self.form.hour_limit = 2
        for last in (1, 2):
            self._submit(phone=f"+7 903 765-43-0{last}")
        with mute_logger(DOOR):
            self.assertIn("form", self._refuse(phone="+7 903 765-43-03"))
        self._submit(address="203.0.113.8", phone="+7 903 765-43-03")

    def test_a_flood_with_one_phone_is_stopped_from_anywhere(self):
        self.form.phone_limit = 2
        self._submit(address="203.0.113.1", phone="8 903 765-43-21")
        self._submit(address="203.0.113.2", phone="+7 (903) 765 43 21")
        with mute_logger(DOOR):
            self.assertIn("form", self._refuse(address="203.0.113.3"))

    def test_sendings_are_counted_for_an_hour_and_a_day(self):
        self.form.write({"hour_limit": 1, "phone_limit": 2})
        self._submit()
        attempts = self.env["bank.public.attempt"].search([])
        self.assertEqual(attempts.mapped("count"), [1, 1])
        self.assertNotIn("203.0.113.7", "".join(attempts.mapped("key")))
        self._pass_hours(1)
        self._submit()
        self._pass_hours(1)
        with mute_logger(DOOR):
            self.assertIn("form", self._refuse())  # the phone, for a day
        self._pass_hours(23)
        self._submit()

    def _pass_hours(self, hours):
        for attempt in self.env["bank.public.attempt"].search([]):
            attempt.hour -= timedelta(hours=hours)

    def test_the_answer_tells_nobody_who_is_a_client(self):
        """For a client and for a stranger: the same answer to good and to bad input."""
        for wrong in ({}, {"email": "x"}, {"consent": ""}):
            answers = [
                self.form._submit(
                    self._sent(name=name, phone=phone, **wrong), "10.0.0.1"
                )
                for name, phone in (
                    ("Щербаков Пётр Ильич", "8 916 123-45-67"),
                    ("Щербаков Пётр Ильич", "8 916 123-45-68"),
                )
            ]
            self.assertEqual(answers[0], answers[1])

    def test_nobody_on_the_internet_adds_a_source(self):
        campaign = self.env["utm.campaign"].create({"name": "Spring"})
        before = self.env["utm.source"].search_count([])
        inquiry = self._submit(utm_source="Invented", utm_campaign="spring")
        self.assertEqual(self.env["utm.source"].search_count([]), before)
        self.assertEqual(inquiry.source_id, self.source)
        self.assertEqual(inquiry.campaign_id, campaign)

    def test_an_address_of_a_page_is_one(self):
        for code in ("A", "a b", "../x", "ж", ""):
            with self.subTest(code=code), self.assertRaises(ValidationError):
                self.form.code = code


@tagged("post_install", "-at_install")
class TestInquiryPage(InquiryCommon, HttpCase):
    """The page as a browser without a login gets it."""

    def _open(self, path="/bank/inquiry/loan"):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return answer.text

    def _send(self, text, **values):
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)[1]
        sent = {"csrf_token": token, **self._sent(**values)}
        return self.url_open("/bank/inquiry/loan/send", data=sent)

    def _came(self):
        return self.env["bank.inquiry"].search([("form_id", "=", self.form.id)])

    def test_a_visitor_sends_the_page(self):
        answer = self._send(self._open())
        self.assertIn("/bank/inquiry/loan/thanks", answer.url)
        self.assertEqual(self._came().contact_name, "Новый Гость")
        self.assertTrue(self._came().ip_address)

    def test_what_was_typed_stays_and_is_not_run(self):
        answer = self._send(self._open(), name="<script>1</script>", phone="1")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("&lt;script&gt;1&lt;/script&gt;", answer.text)
        self.assertNotIn("<script>1</script>", answer.text)
        self.assertIn('id="error_phone"', answer.text)
        self.assertFalse(self._came())

    def test_another_site_does_not_send_it(self):
        with mute_logger("odoo.http"):
            answer = self.url_open(
                "/bank/inquiry/loan/send", data={"csrf_token": "x", **self._sent()}
            )
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._came())

    def test_an_archived_page_is_gone(self):
        self._open()
        self.form.active = False
        self.assertEqual(self.url_open("/bank/inquiry/loan").status_code, 404)

    def test_the_page_speaks_the_language_of_the_link(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        self.form.with_context(lang="ru_RU").name = "Кредит"
        self.assertIn("Кредит", self._open("/ru/bank/inquiry/loan"))
