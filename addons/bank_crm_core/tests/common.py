# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.fields import Command
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

GROUPS = {
    "manager": "bank_crm_core.group_crm_manager",
    "colleague": "bank_crm_core.group_crm_manager",
    "head": "bank_crm_core.group_crm_head",
    "operator": "bank_crm_core.group_crm_operator",
    "stranger": "bank_crm_core.group_crm_manager",
    "auditor": "bank_base.group_bank_auditor",
    "administrator": "bank_base.group_bank_administrator",
    "employee": "bank_base.group_bank_user",
}


class BankCoreCommon(BaseCommon):
    """A bank of two regions with a person in each role, for all bank addons.

    ``branch`` stands below ``region``, ``other_branch`` beside it; ``manager``,
    ``colleague`` and ``operator`` work in ``branch``, ``head`` in ``region``,
    ``stranger`` in ``other_branch``; ``employee`` is a member of ``branch`` without
    any role; ``client`` is the manager's, ``colleague_client`` of the same branch,
    ``other_client`` the stranger's.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        branches = cls.env["bank.branch"]
        cls.region = branches.create({"name": "Region", "code": "T-R"})
        cls.branch = branches.create(
            {"name": "Branch", "code": "T-B", "parent_id": cls.region.id}
        )
        cls.other_branch = branches.create({"name": "Other", "code": "T-O"})
        places = {
            "head": cls.region,
            "stranger": cls.other_branch,
            "auditor": branches,
            "administrator": branches,
        }
        for role, group in GROUPS.items():
            user = cls._create_user(role, group, places.get(role, cls.branch))
            setattr(cls, role, user)
        cls.client = cls._create_client("Щербаков Пётр Ильич", phone="8 916 123-45-67")
        cls.colleague_client = cls._create_client(
            "Сидорова Анна", manager_id=cls.colleague.id
        )
        cls.other_client = cls._create_client(
            "Чужой Клиент", branch_id=cls.other_branch.id, manager_id=cls.stranger.id
        )
        cls.category = cls.env["bank.product.category"].create(
            {"name": "Loans", "code": "t_loans"}
        )
        cls.product = cls._create_product()

    @classmethod
    def _create_user(cls, login, group, branches):
        return new_test_user(
            cls.env,
            login=f"bank_{login}",
            groups=group,
            branch_ids=[Command.set(branches.ids)],
        )

    @classmethod
    def _create_client(cls, name, **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "client_kind": "person",
                "branch_id": cls.branch.id,
                "manager_id": cls.manager.id,
                **values,
            }
        )

    @classmethod
    def _create_product(cls, **values):
        product = cls.env["bank.product"].create(
            {
                "name": "Consumer Loan",
                "code": f"t_loan_{cls.env['bank.product'].search_count([])}",
                "category_id": cls.category.id,
                "trade": "credit",
                **values,
            }
        )
        product.action_activate()
        return product

    @classmethod
    def _create_agreement(cls, client=None, **values):
        """Return an agreement in force, as a won deal leaves it."""
        client = client or cls.client
        return cls.env["bank.agreement"]._open_from_deal(
            {
                "number": f"T/{cls.env['bank.agreement'].search_count([])}",
                "partner_id": client.id,
                "product_id": cls.product.id,
                "currency_id": cls.env.company.currency_id.id,
                "amount": 100000.0,
                "balance": 80000.0,
                "rate": 12.5,
                "term_months": 12,
                "date_start": date(2026, 1, 15),
                **values,
            }
        )

    @classmethod
    def _bring_paper(cls, date_expiry):
        """Lay a verified paper that runs out into the dossier of the client."""
        paper = cls.env["bank.document"].create(
            {
                "res_model": "res.partner",
                "res_id": cls.client.id,
                "name": "Policy",
                "type_id": cls.env["bank.document.type"].search([], limit=1).id,
            }
        )
        cls.env.flush_all()
        cls.env.cr.execute(
            "UPDATE bank_document SET state = 'verified', date_expiry = %s "
            "WHERE id = %s",
            [date_expiry, paper.id],
        )
        paper.invalidate_recordset()
        return paper

    @classmethod
    def _create_account(cls, client=None, **values):
        client = client or cls.client
        return cls.env["bank.account"].create(
            {
                "number": f"4081781000000{cls.env['bank.account'].search_count([]):07}",
                "partner_id": client.id,
                "currency_id": cls.env.company.currency_id.id,
                **values,
            }
        )
