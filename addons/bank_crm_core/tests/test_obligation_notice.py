# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from unittest.mock import patch

from odoo.tests import freeze_time, tagged
from odoo.tools import format_date, html2plaintext
from odoo.tools.translate import TranslationImporter

from odoo.addons.bank_base.tools import shipped
from odoo.addons.base.models.ir_cron import IrCron
from odoo.addons.mail.tests.common import MailCommon

from .common import BankCoreCommon

DATA = ("data/bank_obligation_data.xml", "data/bank_client_registration_data.xml")
TOLD = {
    "agreement_expiry",
    "identity_expiry",
    "licence_expiry",
    "first_arrears",
    "changed_terms",
    "tariff_unpaid",
}
NIGHT = "2026-03-03"
DAY = date(2026, 3, 20)


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestObligationNotice(BankCoreCommon, MailCommon):
    """What a new bank writes to its clients, and what it does not write any more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client.email = "petr@example.com"
        cls.client.lang = "en_US"
        kinds = cls.env["bank.obligation.kind"]
        kinds.search([]).write({"template_id": False, "active": False})
        # as a new database has them, whatever the bank of this one has made of them
        for path in DATA:
            nodes = shipped._read_nodes("bank_crm_core", path).values()
            kind_nodes = [node for node in nodes if node.get("model") == kinds._name]
            shipped._load(cls.env, "bank_crm_core", path, kind_nodes)
        cls.kinds = {
            kind.event: kind
            for kind in kinds.with_context(active_test=False).search([])
            if kind.event in TOLD | {"document_expiry", "promise"}
        }
        for kind in cls.kinds.values():
            kind.active = True

    def _run(self, today=NIGHT):
        # a scheduler commits between slices, a test must not
        with (
            patch.object(IrCron, "_commit_progress", return_value=1.0),
            self.mock_mail_gateway(),
        ):
            self.env["bank.obligation"]._cron_generate(today)

    def _found(self, event=None):
        domain = [("partner_id", "=", self.client.id)]
        if event:
            domain.append(("event", "=", event))
        return self.env["bank.obligation"].search(domain)

    def _bring_document(self, date_expiry, number="CZ1234567"):
        return self.env["bank.identity.document"].create(
            {
                "partner_id": self.client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": number,
                "date_issued": "2020-01-01",
                "date_expiry": date_expiry,
            }
        )

    def _bring_licence(self, number="АК-77-1"):
        return self.env["bank.client.licence"].create(
            {
                "partner_id": self.client.id,
                "kind": "Freight",
                "number": number,
                "date_end": DAY,
            }
        )

    def _owe_fee(self, **values):
        return self.env["bank.agreement.payment"].create(
            {
                "agreement_id": self._create_agreement(**values).id,
                "date": "2026-03-01",
                "fee": 100,
                "state": "overdue",
            }
        )

    # ------------------------------------------------------------ what is written
    def test_a_new_bank_has_a_letter_for_each_event_of_the_client(self):
        wired = {
            event: kind.template_id.get_external_id()[kind.template_id.id]
            for event, kind in self.kinds.items()
            if kind.template_id
        }
        self.assertEqual(
            wired, {event: f"bank_crm_core.mail_template_{event}" for event in TOLD}
        )

    def _read(self, duty):
        """Return the words of the letter that went out about a duty."""
        self.assertEqual(duty.notice_state, "sent", duty.notice_reason)
        letter = self.env["mail.message"].search(
            [("model", "=", duty._name), ("res_id", "=", duty.id)]
        )
        return " ".join(html2plaintext(f"{letter.subject} {letter.body}").split())

    def test_each_event_has_words_of_its_own_for_the_client(self):
        self._bring_paper(DAY)
        letter = self.env.ref("bank_crm_core.mail_template_document_expiry")
        self.kinds["document_expiry"].template_id = letter
        self._bring_document(DAY)
        self._bring_licence()
        self._owe_fee(number="N-18")
        agreement = self._create_agreement(date_end=DAY, arrears=5, number="N-17")
        self._run()
        agreement.sudo().rate = 14
        self._run("2026-03-04")
        words = {duty.event: self._read(duty) for duty in self._found()}
        day, late = (format_date(self.env, found) for found in (DAY, "2026-03-01"))
        expected = {
            "agreement_expiry": ("N-17", day),
            "identity_expiry": ("identity document", day),
            "licence_expiry": ("АК-77-1", day),
            "document_expiry": ("“Policy”", day),
            "first_arrears": ("N-17",),
            "changed_terms": ("N-17", "→ 14"),
            "tariff_unpaid": ("N-18", late),
        }
        self.assertEqual({*words}, {*expected})
        for event, texts in expected.items():
            for text in (self.client.salutation, *texts):
                self.assertIn(text, words[event])
            # nothing is missing between two words
            self.assertNotRegex(words[event], r" [,.!:]|“ *”|False|None")
        self.assertNotIn("1234567", words["identity_expiry"])

    def test_russian_words_are_those_of_the_glossary(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        # as a new database has them, whatever is said in this one
        words = TranslationImporter(self.cr)
        words.load_file("bank_crm_core/i18n/ru.po", "ru_RU")
        words.save(overwrite=True, force_overwrite=True)
        self.env.invalidate_all()
        letter = self.env.ref("bank_crm_core.mail_template_identity_expiry")
        letter = letter.with_context(lang="ru_RU")
        for text in (letter.name, letter.subject, letter.body_html):
            self.assertRegex(text, "окумента?, удостоверяющ(ий|его) личность")

    # ------------------------------------------------------------ what is not
    def test_who_has_brought_the_new_document_is_not_asked_for_it(self):
        self._bring_document(DAY)
        self._bring_document("2035-03-20", "CZ7654321")
        self._run()
        self.assertFalse(self._found())

    def _hold_back(self):
        """Let everything that is due to the client be held back; return its duties."""
        ban = self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        self._run()
        duties = self._found()
        self.assertEqual({*duties.mapped("notice_state")}, {"blocked"})
        ban.with_user(self.manager).action_lift()
        return duties

    def test_nothing_is_written_when_its_reason_has_gone(self):
        letter = self.env.ref("bank_crm_core.mail_template_document_expiry")
        self.kinds["document_expiry"].template_id = letter
        paper, paid, gone = self._bring_paper(DAY), self._owe_fee(), self._owe_fee()
        archived, changed = self._bring_document(DAY), self._bring_licence("2")
        withdrawn, kept = self._bring_licence("3"), self._bring_licence("4")
        duties = self._hold_back()
        self.assertEqual(len(duties), 7)
        paid.state = "paid"
        gone.unlink()
        archived.active = False
        changed.date_end = "2031-03-20"
        withdrawn.is_withdrawn = True
        self.env.flush_all()
        self.cr.execute(
            "UPDATE bank_document SET state = 'withdrawn' WHERE id = %s", [paper.id]
        )
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.obligation"]._cron_send_notices()
        left = duties.filtered(lambda duty: duty.notice_state == "sent")
        self.assertEqual(left.source_key, f"{kept.id}/{kept.date_end}")
        states = {(duty.state, duty.notice_state) for duty in duties - left}
        self.assertEqual(states, {("cancelled", "none")})
        tasks = self.client.activity_ids.obligation_id
        self.assertEqual(tasks, left)

    def test_a_reason_that_comes_back_is_told(self):
        """What was withdrawn by mistake and put right within the day."""
        licence = self._bring_licence()
        lost = self._hold_back()
        licence.is_withdrawn = True
        with patch.object(IrCron, "_commit_progress", return_value=1.0):
            self.env["bank.obligation"]._cron_send_notices()
        self.assertEqual(lost.state, "cancelled")
        licence.is_withdrawn = False
        self._run("2026-03-04")
        again = self._found("licence_expiry") - lost
        self.assertEqual((again.state, again.notice_state), ("open", "sent"))

    def test_what_was_missed_stays_missed_without_a_letter(self):
        licence = self._bring_licence()
        agreement = self._create_agreement(date_end=DAY)
        duties = self._hold_back()
        self.env["bank.suppression"].create(
            {"partner_id": self.client.id, "reason": "Lawsuit"}
        )
        self._run("2026-04-10")
        found = {(duty.state, duty.notice_state) for duty in duties}
        self.assertEqual(found, {("missed", "blocked")})
        licence.is_withdrawn = True
        agreement.sudo()._transition("closed")
        self._run("2026-04-10")
        found = {(duty.state, duty.notice_state) for duty in duties}
        self.assertEqual(found, {("missed", "none")})

    def test_a_day_long_past_is_not_written_about(self):
        self._bring_licence()
        duty = self._hold_back()
        self._run("2026-04-20")
        self.assertEqual((duty.state, duty.notice_state), ("missed", "none"))
