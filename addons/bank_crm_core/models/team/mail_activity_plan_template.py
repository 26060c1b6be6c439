# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MailActivityPlanTemplate(models.Model):
    """An item may be for whoever has a role in the team."""

    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[("team", "Role in the Team")],
        ondelete={"team": "set default"},
    )
    team_role_id = fields.Many2one(
        comodel_name="bank.team.role",
        string="Role",
        index="btree_not_null",
        ondelete="restrict",
        help="Whoever has it for the document or its client; the manager of the client "
        "where nobody has.",
    )

    @api.constrains("team_role_id", "responsible_type")
    def _check_team_role(self):
        for item in self:
            if item.responsible_type == "team" and not item.team_role_id:
                raise ValidationError(
                    self.env._("Choose the role that “%s” is for.", item._get_name())
                )

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        """Extended: the team of the document, then that of the client."""
        if self.responsible_type != "team":
            return super()._determine_responsible(
                on_demand_responsible, applied_on_record
            )
        client = self.env["bank.action.plan"]._get_client(applied_on_record)
        found = self._find_in_teams(applied_on_record, client)
        if found:
            return {"responsible": found, "error": False, "warning": False}
        manager = client.sudo().manager_id  # as every kind of responsible is found
        warning = bool(manager) and self.env._(
            "%(manager)s, the client's manager: nobody is at work as “%(role)s”",
            manager=manager.name,
            role=self.team_role_id.name,
        )
        error = self._get_error(manager)
        return {"responsible": manager, "error": error, "warning": warning}

    def _find_in_teams(self, document, client):
        members = self.env["bank.team.member"]
        for record in (document, client):
            if user := members._find_holder(record, self.team_role_id):
                return user
        return self.env["res.users"]

    def _describe_responsible(self, user, document):
        """Where it falls back to the manager, that is said."""
        if self.responsible_type == "team":
            found = self._determine_responsible(user, document)
            if found["warning"]:
                return found["warning"]
        return super()._describe_responsible(user, document)
