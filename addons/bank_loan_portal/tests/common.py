# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time

from odoo.fields import Command

from odoo.addons.bank_loan_pipeline.tests.common import LoanCommon


class AgentCommon(LoanCommon):
    """Two agents of the branch, each with a person, a form and a place for a paper."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # rules and queues of the demonstration do not direct what is tested here
        cls.env["bank.routing.rule"].search([]).active = False
        cls.env["bank.document.slot"].search([("model", "=", "bank.inquiry")]).write(
            {"active": False}
        )
        cls.env["bank.inquiry.question"].search([]).active = False
        cls.form = cls.env["bank.inquiry.form"].create(
            {
                "name": "A loan for your client",
                "code": "t-agents",
                "for_agents": True,
                "product_ids": [Command.set(cls.product.ids)],
                "branch_id": cls.other_branch.id,
                "consent_text": "The client agrees",
            }
        )
        cls.slot = cls._create_slot()
        cls.seller = cls._create_portal_user("seller")
        cls.rival = cls._create_portal_user("rival")
        cls.agent = cls._create_agent(cls.seller, name="Car Dealer")
        cls.other_agent = cls._create_agent(cls.rival, name="Shop")

    @classmethod
    def _create_slot(cls):
        kind = cls.env["bank.document.type"].create(
            {"name": "Copy of a passport", "code": "t_passport", "extensions": "pdf"}
        )
        model_id = cls.env["ir.model"]._get_id("bank.inquiry")
        return cls.env["bank.document.slot"].create(
            {"type_id": kind.id, "model_id": model_id, "must_be_verified": False}
        )

    @classmethod
    def _create_portal_user(cls, login, group="bank_loan_portal.group_agent"):
        users = cls.env["res.users"].with_context(no_reset_password=True)
        return users.create(
            {
                "name": f"Agent {login}",
                "login": f"t_agent_{login}",
                "password": f"t_agent_{login}",
                "email": f"{login}@example.com",
                "group_ids": [Command.set(cls.env.ref(group).ids)],
            }
        )

    @classmethod
    def _create_agent(cls, users, **values):
        return cls.env["bank.agent"].create(
            {
                "date_start": "2020-01-01",
                "branch_id": cls.branch.id,
                "manager_id": cls.manager.id,
                "form_id": cls.form.id,
                "user_ids": [Command.set(users.ids)],
                **values,
            }
        )

    def _sent(self, **values):
        """What the browser sends."""
        return {
            "name": "Новый Гость Ильич",
            "phone": "8 903 765-43-21",
            "product": self.product.code,
            "amount": "300 000,00",
            "term_months": "24",
            "birth_date": "1985-05-20",
            "purpose": "A car",
            "income_month": "90 000",
            "consent": "1",
            "stamp": self.form._make_stamp(time.time() - 60),
            **values,
        }

    def _submit(self, user=None, files=(), **values):
        """Send the form as a person of an agent; return what is wrong and the row."""
        agent = self.env["bank.agent"].with_user(user or self.seller)._find_own()
        sent = self._sent(**values)
        return agent.form_id._submit_by_agent(agent, sent, list(files), "10.0.0.7")

    def _enter(self, user=None, **values):
        errors, inquiry = self._submit(user, **values)
        self.assertFalse(errors)
        return inquiry.sudo().with_user(self.env.user)

    def _qualify(self, inquiry, **values):
        """As the curator: take it, find out who it is, open the deal."""
        if inquiry.state == "new":
            inquiry.with_user(self.manager).action_take()
        action = inquiry.with_user(self.manager).action_qualify()
        dialogs = self.env["bank.inquiry.qualify"].with_user(self.manager)
        dialog = dialogs.browse(action["res_id"])
        dialog.write({"is_new_client": True, **values})
        dialog.action_finish()
        return inquiry.deal_id
