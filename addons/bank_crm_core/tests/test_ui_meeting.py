# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestUiMeeting(BankCoreCommon, TourCase):
    """A meeting as a manager writes it down, in Russian."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_crm_core"])]
        )._update_translations(["ru_RU"], overwrite=True)
        cls.manager.write({"lang": "ru_RU", "tz": "Europe/Moscow"})

    def test_a_meeting_with_two_notes(self):
        card = f"/odoo/bank-clients/{self.client.id}"
        self.start_tour(card, "bank_meeting_note", login=self.manager.login)
        notes = self.client.interaction_ids.summary_ids
        self.assertEqual(notes.mapped("confidentiality"), ["client", "heads"])
        self.assertEqual(
            len(notes.with_user(self.colleague)._filtered_access("read")), 1
        )

    def test_results_of_an_event(self):
        event = (
            self.env["calendar.event"]
            .with_user(self.manager)
            .create(
                {
                    "name": "Вечер вкладчика",
                    "start": "2026-03-10 15:00:00",
                    "stop": "2026-03-10 18:00:00",
                    "is_client_event": True,
                    "client_guest_ids": [
                        Command.create({"partner_id": self.client.id})
                    ],
                }
            )
        )
        self.start_tour(
            "/odoo/bank-events", "bank_event_results", login=self.manager.login
        )
        self.assertEqual(event.client_guest_ids.result, "came")
        self.assertEqual(self.client.interaction_ids.subject, "Вечер вкладчика")
