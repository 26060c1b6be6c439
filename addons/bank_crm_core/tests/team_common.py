# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.fields import Command

from .plan_common import PlanCommon


class TeamCommon(PlanCommon):
    """Who works on a client beside his manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls.env["bank.team.member"]
        cls.service = cls.env.ref("bank_crm_core.bank_team_role_service")
        cls.product_role = cls.env.ref("bank_crm_core.bank_team_role_product")
        cls.third = cls._create_user(
            "third", "bank_crm_core.group_crm_manager", cls.branch
        )

    def _add(self, *places, clients=None, user=None, **values):
        """Add by the dialog as a person does; return it."""
        clients = clients or self.client
        dialog = (
            self.env["bank.team.add"]
            .with_user(user or self.manager)
            .with_context(active_model="res.partner", active_ids=clients.ids)
            .create(
                {
                    "line_ids": [
                        Command.create({"role_id": role.id, "user_id": who.id})
                        for role, who in places
                    ],
                    **values,
                }
            )
        )
        dialog.action_add()
        return dialog

    def _team(self, client=None):
        rows = (client or self.client).team_member_ids
        rows.invalidate_recordset()
        current = rows.filtered("is_current").sorted("id")
        return [(row.role_id, row.user_id) for row in current]

    def _sees(self, user, record):
        record.invalidate_recordset()
        return record.with_user(user).has_access("read")

    def _decisions(self):
        return self.env["bank.decision"].search([("kind", "=", "team")])
