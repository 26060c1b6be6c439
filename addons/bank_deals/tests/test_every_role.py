# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DealCommon

ROLES = {
    "user": "bank_base.group_bank_user",
    "administrator": "bank_base.group_bank_administrator",
    "auditor": "bank_base.group_bank_auditor",
    "integration": "bank_base.group_bank_integration",
    "manager": "bank_crm_core.group_crm_manager",
    "head": "bank_crm_core.group_crm_head",
    "operator": "bank_crm_core.group_crm_operator",
    "supervisor": "bank_crm_core.group_crm_supervisor",
    "products": "bank_crm_core.group_crm_product_administrator",
    "security": "bank_crm_core.group_crm_security_officer",
    "analyst": "bank_crm_core.group_crm_analyst",
    "marketer": "bank_crm_core.group_crm_marketer",
    "sales": "sales_team.group_sale_manager",
    "settings": "base.group_erp_manager",
}
# who sees the whole bank sees its clients, too; nobody else may read this one
WHOLE_BANK = {"auditor", "integration"}


@tagged("post_install", "-at_install")
class TestEveryRole(DealCommon):
    """Every role tries every forgery over RPC, in the branch of the deal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deal = cls._create_deal()
        cls.contract = cls._create_agreement()
        cls.decision_ids = cls.env["bank.decision"]._record(
            "override", [(cls.deal, {"number": 1})]
        )
        cls.users = {
            role: cls._create_user(f"role_{role}", group, cls.branch)
            for role, group in ROLES.items()
        }

    def _refused(self, model, method, *args, error=UserError, roles=None, **context):
        for role in roles or ROLES:
            records = self.env[model].with_user(self.users[role])
            with (
                self.subTest(role=role, model=model, method=method),
                mute_logger("odoo.addons.base.models.ir_model"),
                self.assertRaises(error),
                self.cr.savepoint(),
            ):
                call_kw(records, method, list(args), {"context": context})

    def test_nobody_forges_a_stage(self):
        values = {"stage_id": self.agreement.id}
        self._refused("crm.lead", "write", self.deal.ids, values)
        self._refused("crm.lead", "write", self.deal.ids, values, install_mode=True)
        self._refused("crm.lead", "write", self.deal.ids, {"process_id": False})
        self._refused("crm.lead", "write", self.deal.ids, {"probability": 100})
        self.assertEqual(self.deal.stage_id, self.need)

    def test_nobody_forges_a_state(self):
        self._refused("bank.process", "write", self.process.ids, {"state": "draft"})
        self._refused("bank.product", "write", self.product.ids, {"state": "draft"})
        self._refused("bank.agreement", "write", self.contract.ids, {"state": "closed"})
        self._refused("crm.stage", "write", self.need.ids, {"is_won": True})

    def test_nobody_forges_an_agreement(self):
        values = {
            "number": "FORGED",
            "partner_id": self.client.id,
            "product_id": self.product.id,
            "currency_id": self.env.company.currency_id.id,
        }
        self._refused("bank.agreement", "create", values)
        self._refused("bank.agreement", "create", {}, default_number="FORGED")
        self._refused("bank.agreement", "write", self.contract.ids, {"amount": 1})
        self._refused("bank.agreement", "unlink", self.contract.ids)
        self._refused("bank.agreement", "_open_from_deal", values)

    def test_nobody_forges_a_log_row(self):
        for model in (
            "bank.decision",
            "bank.decision.seal",
            "bank.decision.root",
            "bank.check.override",
        ):
            self._refused(model, "create", {}, error=AccessError)
        self._refused("bank.decision", "write", self.decision_ids, {"kind": "config"})
        self._refused("bank.decision", "unlink", self.decision_ids)
        self._refused("bank.decision", "_record", "override", [])

    def test_nobody_reaches_another_branchs_client(self):
        client = self.other_client
        walled = [role for role in ROLES if role not in WHOLE_BANK]
        self._refused(
            "res.partner", "read", client.ids, ["name"], error=AccessError, roles=walled
        )
        for values in (
            {"name": "X"},
            {"branch_id": self.branch.id},
            {"manager_id": self.manager.id},
            {"client_kind": False},
        ):
            self._refused("res.partner", "write", client.ids, values)
        self._refused("res.partner", "unlink", client.ids)
        for role in walled:
            partners = self.env["res.partner"].with_user(self.users[role])
            self.assertFalse(
                call_kw(partners, "search", [[("id", "=", client.id)]], {}), role
            )
            found = call_kw(partners, "name_search", [client.name], {})
            self.assertFalse(found, role)

    def test_nobody_merges_or_deletes_behind_the_gate(self):
        second = self._create_deal()
        ids = (self.deal + second).ids
        self._refused("crm.lead", "unlink", ids)
        foreign = self._create_deal(user=self.stranger, partner_id=self.other_client.id)
        self._refused("crm.lead", "merge_opportunity", [self.deal.id, foreign.id])
        self.assertTrue((self.deal + second + foreign).exists())
