# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class BankTeamMixin(models.AbstractModel):
    """A document that several employees work on, each in a role.

    The adopting model names the field of its client in ``_team_client`` (or extends
    :meth:`_get_team_client`) and shows ``team_member_ids`` with the button
    ``action_add_team``.
    """

    _name = "bank.team.mixin"
    _description = "Document with a Team (abstract)"
    _team_client = "partner_id"

    team_member_ids = fields.One2many(
        comodel_name="bank.team.member", inverse_name="res_id", string="Team"
    )

    def _get_team_client(self):
        """Hook: the client whose wall the team stands behind."""
        return self[self._team_client]

    def action_add_team(self):
        """Open the dialog in which a team or a member is put onto these documents."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_team_add_action"
        )
        return {
            **action,
            "context": {"active_model": self._name, "active_ids": self.ids},
        }

    def write(self, vals):
        """A document of another client lends nothing of the new one."""
        if self._team_client not in vals:
            return super().write(vals)
        before = {document: document._get_team_client() for document in self}
        result = super().write(vals)
        for document in self:
            if document._get_team_client() != before[document]:
                document._after_team_client_change()
        return result

    def _after_team_client_change(self):
        # the server's rows; the change itself was asked for in write
        rows_sudo = self.sudo().team_member_ids.filtered(lambda row: not row.is_ended)
        client = self._get_team_client()
        rows_sudo.write({"partner_id": client.id})
        members = self.env["bank.team.member"]
        rows_sudo.filtered(
            lambda row: row.is_lent or members._is_across(self, row.user_id)
        )._end()
