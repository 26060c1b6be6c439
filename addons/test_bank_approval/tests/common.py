# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command, Date
from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

READER = "bank_crm_core.group_crm_client_reader"
MANAGER = "bank_crm_core.group_crm_manager"


def make_russian(env, users):
    """Let these users work in Russian."""
    env["res.lang"]._activate_lang("ru_RU")
    env["ir.module.module"].search(
        [("name", "in", ["bank_base", "bank_crm_core", "bank_approval"])]
    )._update_translations(["ru_RU"])
    users.write({"lang": "ru_RU", "tz": "Europe/Moscow"})


class ApprovalCommon(BaseCommon):
    """A branch with a manager; head office with a lawyer, two guards, a board.

    The route: lawyer (opinion by visa) and guards together, then two of the board.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        branches = cls.env["bank.branch"]
        cls.office = branches.create({"name": "Office", "code": "T-O"})
        cls.branch = branches.create(
            {"name": "Branch", "code": "T-B", "parent_id": cls.office.id}
        )
        cls.manager = cls._user("manager", cls.branch, MANAGER)
        cls.lawyer = cls._user("lawyer", branches)
        cls.guard = cls._user(
            "guard", cls.office, "bank_crm_core.group_crm_security_officer"
        )
        cls.guard2 = cls._user(
            "guard2", cls.office, "bank_crm_core.group_crm_security_officer"
        )
        cls.head = cls._user("head", cls.office)
        cls.expert = cls._user("expert", branches)
        cls.boss1 = cls._user("boss1", cls.office)
        cls.boss2 = cls._user("boss2", cls.office)
        cls.drafter = cls._user("ba", branches, "bank_base.group_bank_administrator")
        cls.drafter2 = cls._user("ba2", branches, "bank_base.group_bank_administrator")
        cls.auditor = cls._user("auditor", branches, "bank_base.group_bank_auditor")
        cls.office.head_id = cls.head
        cls.model = cls.env["ir.model"]._get("test.bank.loan")
        cls.route = cls._route()
        cls.law, cls.safe, cls.board = cls.route.step_ids

    @classmethod
    def _user(cls, login, branch, group=READER):
        user = new_test_user(cls.env, login=f"t_{login}", groups=group, name=login)
        user.branch_ids = branch
        return user

    @classmethod
    def _route(cls):
        route = cls.env["bank.approval.route"].create(
            {"name": "Loans", "model_id": cls.model.id, "validity_days": 30}
        )
        fields = {
            field.name: field.id
            for field in cls.env["ir.model.fields"].search(
                [("model_id", "=", cls.model.id)]
            )
        }
        common = {"route_id": route.id}
        cls.env["bank.approval.step"].create(
            [
                {
                    **common,
                    "name": "Lawyer",
                    "sequence": 10,
                    "parallel_group": "expertise",
                    "who": "users",
                    "user_ids": [Command.set(cls.lawyer.ids)],
                    "depends_on_papers": True,
                },
                {
                    **common,
                    "name": "Security",
                    "sequence": 10,
                    "parallel_group": "expertise",
                    "who": "group",
                    "group_id": cls.env.ref(
                        "bank_crm_core.group_crm_security_officer"
                    ).id,
                    "depend_field_ids": [Command.set([fields["purpose"]])],
                },
                {
                    **common,
                    "name": "Board",
                    "sequence": 20,
                    "who": "users",
                    "user_ids": [Command.set((cls.boss1 | cls.boss2).ids)],
                    "rule": "all",
                },
            ]
        )
        route.action_publish()
        return route

    def setUp(self):
        super().setUp()
        # a night that is played within a test commits nothing
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *_a, **_k: 1)

    def _loan(self, count=1, **values):
        values = {
            "branch_id": self.branch.id,
            "amount": 1000,
            "purpose": "a shop",
            **values,
        }
        loans = self.env["test.bank.loan"].with_user(self.manager)
        return loans.create([{"name": f"Loan {n}", **values} for n in range(count)])

    def _sent(self, **values):
        loan = self._loan(**values)
        loan.action_request_approval()
        return loan

    def _deputy(self, principal, deputy):
        """Let the deputy decide for the principal today and, past midnight, tomorrow."""
        row = self.env["bank.delegation"].with_user(principal)
        row = row.create(
            {
                "from_user_id": principal.id,
                "to_user_id": deputy.id,
                "act": "approval",
                "date_end": Date.add(Date.today(), days=1),
                "reason": "leave",
            }
        )
        row.action_activate()
        return row

    def _task(self, loan, user):
        tasks = loan.sudo().approval_id.task_ids.filtered(
            lambda task: task.user_id == user and task.state == "open"
        )
        self.assertEqual(len(tasks), 1, user.login)
        return tasks.with_user(user)

    def _decide(self, loan, user, decision="approve", comment="so", conditions=()):
        task = self._task(loan, user).with_user(user)
        task.action_decide(decision, comment, conditions)

    def _approve_all(self, loan):
        for user in (self.lawyer, self.guard, self.boss1, self.boss2):
            self._decide(loan, user)

    def _states(self, loan):
        turns = loan.sudo().approval_id._get_current_turns()
        return {turn.step_id.name: turn.state for turn in turns.values()}
