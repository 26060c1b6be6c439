# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import tagged

from odoo.addons.bank_base.tests.common import TourCase

from .common import BankCoreCommon

FIRST = b"ent,name,birth_date,country,kind\n9,Somebody Old,1950,,person\n"


@tagged("post_install", "-at_install")
class TestScreeningUi(BankCoreCommon, TourCase):
    """A new list, a false hit cleared by two officers, a true one that stops."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ru_RU")
        cls.env["ir.module.module"].search(
            [("name", "in", ["bank_base", "bank_text", "bank_crm_core"])]
        )._update_translations(["ru_RU"])
        group = "bank_crm_core.group_crm_security_officer"
        cls.officer = cls._create_user("officer", group, cls.region)
        cls.second = cls._create_user("second", group, cls.region)
        (cls.manager | cls.officer | cls.second).write(
            {"lang": "ru_RU", "tz": "Europe/Moscow"}
        )
        cls.env["bank.watchlist"].load_file("csv", FIRST)
        cls.suspect = cls._create_client("Захарчук Вениамин")
        cls._compare()

    @classmethod
    def _compare(cls):
        for run in cls.env["bank.screening"].search([("state", "=", "running")]):
            while run.state == "running":
                run._do_slice()

    def test_two_officers_clear_a_hit_and_a_true_one_stops(self):
        self.start_tour(
            "/odoo/bank-watchlists", "bank_watchlist_load", login=self.officer.login
        )
        self._compare()
        hit = self.env["bank.screening.hit"].search([])
        self.assertEqual((hit.partner_id, hit.state), (self.suspect, "open"))
        path = "/odoo/bank-screening-hits"
        self.start_tour(path, "bank_screening_clear", login=self.officer.login)
        self.assertEqual(hit.state, "cleared")
        self.start_tour(path, "bank_screening_confirm", login=self.second.login)
        self.assertEqual(hit.state, "confirmed")
        self.start_tour(
            "/odoo/bank-watchlists", "bank_watchlist_next", login=self.officer.login
        )
        self._compare()
        self.assertEqual(hit.state, "confirmed")
        self.assertEqual(self.env["bank.screening.hit"].search_count([]), 1)
        self.start_tour(
            "/odoo/bank-screenings", "bank_screening_again", login=self.officer.login
        )
        self._compare()
        self.assertEqual(hit.state, "confirmed")
        self.start_tour(path, "bank_screening_true", login=self.officer.login)
        self.assertEqual(hit.state, "true")
        self.start_tour(
            f"/odoo/bank-clients/{self.suspect.id}",
            "bank_screening_card",
            login=self.manager.login,
        )
