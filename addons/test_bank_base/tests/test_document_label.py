# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from functools import partial

from odoo.tests import new_test_user, tagged

from odoo.addons.bank_base.tests.common import count_queries
from odoo.addons.base.tests.common import BaseCommon


@tagged("post_install", "-at_install")
class TestDocumentLabel(BaseCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.auditor = new_test_user(
            cls.env, login="label_auditor", groups="bank_base.group_bank_auditor"
        )
        cls.partners = cls.env["res.partner"].create(
            [{"name": f"Person {number}"} for number in range(30)]
        )

    def _record(self, documents):
        rows = [(document, {}) for document in documents]
        ids = self.env["bank.decision"]._record("override", rows)
        return self.env["bank.decision"].with_user(self.auditor).browse(ids)

    def test_a_document_is_called_as_people_call_it(self):
        decision = self._record(self.partners[:1])
        self.assertEqual(decision.document_kind, self._get_kind("res.partner"))
        self.assertEqual(decision.document_name, "Person 0")

    def _get_kind(self, model):
        return self.env["ir.model"]._get(model).display_name

    def test_the_banks_own_name_of_a_document_wins(self):
        decision = self._record(self.env["test.bank.letter"].create({"name": "L"}))
        self.assertEqual(decision.document_kind, "Letter to a Client")
        models = self.env["ir.model"]
        letter = models._get("test.bank.letter")
        self.assertNotEqual(letter.name, letter.display_name)
        found = models.name_search("letter to a cl")
        self.assertEqual(found, [(letter.id, "Letter to a Client")])

    def test_what_the_reader_may_not_read_has_no_name(self):
        decision = self._record(self.partners[:1])
        self.env["ir.rule"].create(
            {
                "name": "Nobody",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.partners[0].id})]",
            }
        )
        self.assertFalse(decision.document_name)
        self.assertTrue(decision.document_kind)

    def test_what_is_gone_has_no_name(self):
        partner = self.env["res.partner"].create({"name": "Gone"})
        decision = self._record(partner)
        partner.unlink()
        self.assertFalse(decision.document_name)

    def test_thirty_names_cost_what_one_costs(self):
        counts = []
        for number in (1, 30):
            decisions = self._record(self.partners[:number])
            name = partial(decisions.mapped, "document_name")
            counts.append(count_queries(self.env, name))
        self.assertEqual(counts[0], counts[1])
