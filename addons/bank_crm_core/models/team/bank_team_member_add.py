# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

LONGEST_DAYS = 366


class BankTeamMember(models.Model):
    """Adding members: who may, what keeps somebody out, whose place it takes."""

    _inherit = "bank.team.member"

    @api.model
    def _add(self, documents, places, *, origin, reason="", date_end=False):
        """Give roles on documents; return rows (document, role, user, why not).

        Called by whoever adds, with his rights; by the server (``env.su``) where a
        process does it: then nobody is let through a wall.

        :param places: pairs (role, user)
        """
        held = self._read_held(documents)
        changeable = documents if self.env.su else documents._filtered_access("write")
        report, wanted = [], []
        for document in documents:
            for role, user in places:
                why = self._get_add_blocker(
                    document, role, user, held, date_end, document in changeable
                )
                report.append((document, role, user, why))
                if not why:
                    held[document.id, role.id, user.id] = self.browse()
                    wanted.append((document, role, user))
        # a role that is one person's, twice in one call: the last one has it
        last = {(d, r) if r.is_single else (d, r, u): (d, r, u) for d, r, u in wanted}
        self._make_room(documents, list(last.values()))
        how = {"origin": origin, "reason": reason, "date_end": date_end}
        self._create_members(list(last.values()), how)
        return report

    @api.model
    def _read_held(self, documents):
        """Return ``{(document, role, user): row}`` of those at work, over ones ended."""
        # who has a role is asked in order to decide; rows are the server's to write
        rows_sudo = self.sudo().search(
            Domain("res_model", "=", documents._name)
            & Domain("res_id", "in", documents.ids)
            & Domain("is_ended", "=", False)
        )
        over = rows_sudo.filtered(lambda row: not row.is_current)
        over._end()
        return {
            (row.res_id, row.role_id.id, row.user_id.id): row
            for row in rows_sudo - over
        }

    @api.model
    def _get_add_blocker(self, document, role, user, held, date_end, may_change):
        """Return why somebody cannot be added, or False."""
        if not may_change:
            return self.env._("You may not change this document.")
        user_sudo = user.sudo()  # a colleague's state is read to decide
        if not user_sudo.active or not user_sudo._is_internal():
            return self.env._("Has left, or is no employee.")
        if (document.id, role.id, user.id) in held:
            return self.env._("Has the role already.")
        today = fields.Date.context_today(self)
        if date_end and date_end < today:
            return self.env._("The last day is over.")
        if self._is_across(document, user):
            return self._get_lend_blocker(document, date_end, today)
        return False

    @api.model
    def _is_across(self, document, user):
        """Whether the client of a document stands behind another wall than the user."""
        # compared, not shown
        branch_sudo = document._get_team_client().sudo().branch_id
        return bool(branch_sudo) and branch_sudo not in user.sudo().client_branch_ids

    @api.model
    def _get_lend_blocker(self, document, date_end, today):
        """Only the head of the client's branch lends a client to another branch."""
        branch_sudo = document._get_team_client().sudo().branch_id
        if self.env.su or branch_sudo not in self.env.user.sudo().head_branch_ids:
            return self.env._(
                "Does not work with clients of this branch: only its head adds him."
            )
        if not date_end:
            return self.env._("Is of another branch: say until which day.")
        if date_end > today + timedelta(days=LONGEST_DAYS):
            return self.env._("Somebody of another branch is added for a year at most.")
        return False

    @api.model
    def _make_room(self, documents, wanted):
        """End who had a role that is one person's, on the documents that get another."""
        singles = {(document.id, role.id) for document, role, _user in wanted}
        roles = self.env["bank.team.role"].browse({role for _id, role in singles})
        rows_sudo = self.sudo().search(  # as in _read_held
            Domain("res_model", "=", documents._name)
            & Domain("res_id", "in", documents.ids)
            & Domain("role_id", "in", roles.filtered("is_single").ids)
            & Domain("is_ended", "=", False)
        )
        rows_sudo.filtered(lambda row: (row.res_id, row.role_id.id) in singles)._end()
        self.env.flush_all()

    @api.model
    def _create_members(self, wanted, how):
        # nobody has a right to create rows; who may has been asked
        rows_sudo = self.sudo().create(
            [
                {
                    **how,
                    "res_model": document._name,
                    "res_id": document.id,
                    "partner_id": document._get_team_client().id,
                    "role_id": role.id,
                    "is_single": role.is_single,
                    "user_id": user.id,
                    "date_start": fields.Date.context_today(self),
                    "is_lent": self._is_across(document, user),
                    "added_by_id": self.env.uid,
                }
                for document, role, user in wanted
            ]
        )
        rows_sudo._log("added")
