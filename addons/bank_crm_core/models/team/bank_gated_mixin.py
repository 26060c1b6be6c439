# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankGatedMixin(models.AbstractModel):
    """A stage adds its team, and tells the team what it wants to know."""

    _inherit = "bank.gated.mixin"

    def _start_stage(self, stage_sudo):
        super()._start_stage(stage_sudo)
        if "team_member_ids" not in self._fields:
            return
        if team := stage_sudo.entry_team_id:
            self._add_stage_team(team)
        # whoever moves it need not know who is told
        self.env["bank.team.alert"].sudo()._tell_about(self)

    def _add_stage_team(self, team_sudo):
        """Add the members of the team; who cannot be one is named in the messages."""
        places = [(line.role_id, line.user_id) for line in team_sudo.line_ids]
        # by the process, whoever moves the document: see _get_lend_blocker
        members_sudo = self.env["bank.team.member"].sudo()
        report = members_sudo._add(
            self.sudo(), places, origin="stage", reason=team_sudo.name
        )
        known = self.env._("Has the role already.")
        for document, role, user, why in report:
            if why and why != known:
                document.message_post(
                    body=self.env._(
                        "%(user)s was not added to the team as %(role)s: %(reason)s",
                        user=user.name,
                        role=role.name,
                        reason=why,
                    )
                )
