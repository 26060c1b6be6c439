# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

MOST = 1000


class BankTeamAdd(models.TransientModel):
    """A saved team or single members put onto one document or many in one action."""

    _name = "bank.team.add"
    _description = "Addition to a Team"

    res_model = fields.Char(readonly=True)
    res_ids = fields.Json(readonly=True)
    document_count = fields.Integer(
        string="Documents", compute="_compute_document_count"
    )
    team_id = fields.Many2one(
        comodel_name="bank.team", string="Saved Team", ondelete="cascade"
    )
    line_ids = fields.One2many(
        comodel_name="bank.team.add.line", inverse_name="add_id", string="Members"
    )
    date_end = fields.Date(
        string="Last Day",
        help="Needed for somebody of another branch: until then he reads the document "
        "and its client.",
    )
    reason = fields.Char(string="Why")
    result_ids = fields.One2many(
        comodel_name="bank.team.add.result", inverse_name="add_id", string="Report"
    )
    added_count = fields.Integer(compute="_compute_counts")
    refused_count = fields.Integer(compute="_compute_counts")

    @api.model
    def default_get(self, fields):
        """The documents are those of the list or form it is opened from."""
        values = super().default_get(fields)
        context = self.env.context
        model, ids = context.get("active_model"), context.get("active_ids")
        if model and isinstance(ids, list):
            values.update({"res_model": model, "res_ids": ids})
        return values

    @api.depends("res_ids")
    def _compute_document_count(self):
        for row in self:
            row.document_count = len(row.res_ids or [])

    @api.depends("result_ids.problem")
    def _compute_counts(self):
        for row in self:
            refused = row.result_ids.filtered("problem")
            row.refused_count = len(refused)
            row.added_count = len(row.result_ids - refused)

    @api.onchange("team_id")
    def _onchange_team_id(self):
        """The saved team is shown member by member: any of them may be left out."""
        if self.team_id:
            self.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create(
                        {"role_id": line.role_id.id, "user_id": line.user_id.id}
                    )
                    for line in self.team_id.line_ids
                ),
            ]

    def _get_documents(self):
        """Return the documents, which the caller may read; he may have made them up."""
        model = self.env.get(self.res_model)
        if model is None or "team_member_ids" not in model._fields:
            raise UserError(self.env._("There is no team of such documents."))
        ids = [row_id for row_id in self.res_ids or [] if isinstance(row_id, int)]
        documents = model.browse(ids).exists()
        if not documents:
            raise UserError(self.env._("Choose the documents first."))
        if len(documents) > MOST:
            raise UserError(
                self.env._("At most %(most)s documents in one action.", most=MOST)
            )
        documents.check_access("read")
        return documents

    def action_add(self):
        """Add, and show document by document what became of it."""
        self.ensure_one()
        documents = self._get_documents()
        lines = self.line_ids or self.team_id.line_ids
        if not lines:
            raise UserError(self.env._("Choose a saved team or enter a member."))
        report = self.env["bank.team.member"]._add(
            documents,
            [(line.role_id, line.user_id) for line in lines],
            origin="team" if self.team_id else "hand",
            reason=self.reason or self.team_id.name,
            date_end=self.date_end,
        )
        self._show_report(report)
        if len(documents) == 1 and not self.refused_count:
            return {"type": "ir.actions.act_window_close"}
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.bank_team_add_action"
        )
        return {**action, "res_id": self.id}

    def _show_report(self, report):
        # written by the server: what became of it is not typed
        self.env["bank.team.add.result"].sudo().create(
            [
                {
                    "add_id": self.id,
                    "document_name": document.display_name,
                    "role_id": role.id,
                    "user_id": user.id,
                    "problem": why,
                }
                for document, role, user, why in report
            ]
        )
