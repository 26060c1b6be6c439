# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestServerFields(BankCoreCommon):
    """What screens only show is not typed over the remote interface either."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.paper = cls.env["bank.identity.document"].create(
            {
                "partner_id": cls.client.id,
                "type_id": cls.env.ref("bank_crm_core.bank_identity_type_passport").id,
                "number_input": "4509 123456",
                "date_issued": "2010-06-01",
            }
        )
        cls.phone = cls.env["bank.client.phone"].create(
            {"partner_id": cls.client.id, "number": "+7 916 222-33-44"}
        )

    def _call(self, model, method, *args, context=None):
        records = self.env[model].with_user(self.head)
        return call_kw(records, method, list(args), {"context": context or {}})

    def test_by_which_a_client_is_known_is_not_typed(self):
        attempts = (
            (self.client, "screening_hash"),
            (self.client, "source_key"),
            (self.client, "search_key"),
            (self.paper, "source_key"),
            (self.paper, "number_masked"),
            (self.phone, "digits"),
            (self.phone, "e164"),
        )
        for record, name in attempts:
            before = record[name]
            for method, rest in (("write", ()), ("web_save", ({},))):
                with self.subTest(name=name, method=method):
                    args = (record.ids, {name: "forged"}, *rest)
                    with self.assertRaises(AccessError):
                        self._call(record._name, method, *args)
            self.assertEqual(record[name], before)

    def test_nor_to_which_company_somebody_belongs(self):
        for values in (
            {"commercial_partner_id": self.colleague_client.id},
            {"partner_share": False},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self._call("res.partner", "write", self.client.ids, values)
        self.assertEqual(self.client.commercial_partner_id, self.client)

    def test_nor_with_the_card_it_belongs_to(self):
        forged = {"number_masked": "forged"}
        for command in (
            Command.update(self.paper.id, forged),
            Command.create({"type_id": self.paper.type_id.id, **forged}),
        ):
            with self.assertRaises(AccessError):
                values = {"identity_document_ids": [command]}
                self._call("res.partner", "write", self.client.ids, values)

    def test_nor_at_creation_nor_by_defaults(self):
        values = {"partner_id": self.client.id, "number": "+7 916 765-43-21"}
        with self.assertRaises(AccessError):
            forged = {**values, "e164": "+79160000000"}
            self._call("bank.client.phone", "create", forged)
        defaults = self.env["ir.default"].with_user(self.head)
        defaults.set("bank.client.phone", "digits", "1", user_id=True)
        phone_id = self._call(
            "bank.client.phone",
            "create",
            values,
            context={"default_e164": "+79160000000"},
        )
        phone = self.phone.browse(phone_id)
        self.assertEqual(phone.e164, "+79167654321")
        self.assertNotEqual(phone.digits, "1")

    def test_nor_by_a_file(self):
        columns = ["partner_id/.id", "number", "e164"]
        row = [str(self.client.id), "+7 916 765-43-21", "+79160000000"]
        found = self._call("bank.client.phone", "load", columns, [row])
        self.assertFalse(found["ids"])
        self.assertTrue(found["messages"])

    def test_a_steward_does_not_say_who_merged(self):
        other = self._create_client("Second Card")
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        merges = self.env["bank.client.merge"].with_user(steward)
        merge = merges._create_draft((self.client | other).with_user(steward))
        with self.assertRaises(AccessError):
            merge.write({"done_by_id": self.manager.id})
        with self.assertRaises(AccessError):
            merge.write({"moved_count": 7})
