# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestBurning(BankCoreCommon):
    """The strip at the head of the card: what burns, the worst first, with its act."""

    def _read(self, client=None, user=None):
        self.env.invalidate_all()
        client = (client or self.client).with_user(user or self.manager)
        return {alert["code"]: alert for alert in client.card_alerts}

    def _add_document(self, days):
        end = fields.Date.add(fields.Date.today(), days=days)
        return self.env["bank.identity.document"].create(
            {
                "partner_id": self.client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": "CZ1234567",
                "date_issued": fields.Date.subtract(end, years=5),
                "date_expiry": end,
            }
        )

    def test_arrears_and_papers(self):
        self._create_agreement(arrears=500)
        alerts = self._read()
        self.assertIn("500", alerts["arrears"]["text"])
        self.assertEqual(alerts["arrears"]["method"], "action_open_payments")
        self.assertEqual(alerts["identity"]["method"], "action_add_identity_document")
        self.assertEqual(alerts["identity"]["level"], "danger")
        document = self._add_document(10)
        self.assertEqual(self._read()["identity"]["level"], "warning")
        document.date_expiry = fields.Date.add(fields.Date.today(), years=4)
        self.assertNotIn("identity", self._read())

    def test_the_nearest_duties_by_name_the_others_by_number(self):
        today = fields.Date.today()
        for days in (1, 2, 3, 4, 5, 30):
            self.env["bank.obligation"]._promise(
                self.client, f"Promise {days}", fields.Date.add(today, days=days)
            )
        alerts = self._read()
        texts = [alert["text"] for code, alert in alerts.items() if "duty" in code]
        self.assertEqual(len(texts), 3)
        self.assertIn("Promise 1", texts[0])
        self.assertIn("2", alerts["duties"]["text"])
        first = next(alert for code, alert in alerts.items() if "duty" in code)
        row = self.env[first["model"]].browse(first["id"])
        row.sudo().subject = False  # as what the nightly search finds
        self.assertIn(row.kind_id.name, self._read()[first["code"]]["text"])
        getattr(row.with_user(self.manager), first["method"])()
        self.assertEqual(row.state, "done")

    def test_what_forbids_stands_first(self):
        self.env["bank.obligation"]._promise(
            self.client, "Promise", fields.Date.today()
        )
        self._create_agreement(arrears=500)
        levels = [alert["level"] for alert in self._read().values()]
        self.assertEqual(levels, sorted(levels))
        self.assertEqual(levels[0], "danger")
        self.assertEqual(levels[-1], "warning")

    def test_an_open_hit_leads_where_the_reader_may_go(self):
        self.env["bank.watchlist"].load_file(
            "csv", f"ent,name\n1,{self.client.name}\n".encode()
        )
        self.env["bank.screening"]._screen_now(self.client)
        self.assertEqual(self._read()["screening"]["method"], "action_ask_department")
        officer = self._create_user(
            "officer", "bank_crm_core.group_crm_security_officer", self.branch
        )
        alert = self._read(user=officer)["screening"]
        self.assertEqual(alert["method"], "action_open_hits")
        action = self.client.with_user(officer).action_open_hits()
        hits = self.env["bank.screening.hit"].with_user(officer)
        self.assertTrue(hits.search(action["domain"]))

    def test_no_button_for_who_may_not_use_it(self):
        alerts = self._read(user=self.operator)
        self.assertFalse(alerts["identity"]["method"])
        self.assertFalse(alerts["kyc"]["method"])

    def test_every_button_is_a_public_method(self):
        self._create_agreement(arrears=500)
        self.env["bank.obligation"]._promise(
            self.client, "Promise", fields.Date.today()
        )
        for alert in self._read().values():
            self.assertFalse(alert["method"].startswith("_"))
            self.assertTrue(hasattr(self.env[alert["model"]], alert["method"]))

    def test_another_addon_adds_a_section(self):
        """As a bureau's report or an indicator will: by the registry alone."""
        entry = {
            "name": "Bureau",
            "groups": "bank_crm_core.group_crm_manager",
            "model": "res.partner",
            "method": "_get_bureau_section",
        }
        partners = type(self.env["res.partner"])
        registry = type(self.env["bank.registry.card"])
        inherited = registry._get_entries

        def get_entries(registry_):
            return {**inherited(registry_), "t_bureau": entry}

        def get_section(_model, client):
            figures = [{"label": "Score", "value": 777}]
            return client == self.client and {"title": "Bureau", "figures": figures}

        with (
            patch.object(registry, "_get_entries", get_entries),
            patch.object(partners, "_get_bureau_section", get_section, create=True),
        ):
            for client, user, expected in (
                (self.client, self.manager, ["t_bureau"]),
                (self.colleague_client, self.manager, []),
                (self.client, self.operator, []),
            ):
                self.env.invalidate_all()
                sections = client.with_user(user).card_sections
                codes = [row["code"] for row in sections or []]
                self.assertEqual(
                    [code for code in codes if code == "t_bureau"], expected
                )
