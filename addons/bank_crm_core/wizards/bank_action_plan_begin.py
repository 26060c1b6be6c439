# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date


class BankActionPlanBegin(models.TransientModel):
    """A plan chosen for a document, and what would be given to whom by when."""

    _name = "bank.action.plan.begin"
    _description = "Start of a Plan"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    plan_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        required=True,
        ondelete="cascade",
        domain="[('state', '=', 'published'), ('res_model', '=', res_model)]",
    )
    date_start = fields.Date(
        string="Start On",
        required=True,
        default=lambda self: fields.Date.context_today(self),
    )
    preview = fields.Html(compute="_compute_preview", string="What Will Be Given")

    @api.depends("plan_id", "date_start", "res_model", "res_id")
    def _compute_preview(self):
        for row in self:
            plan, document = row.plan_id, row._get_document()
            is_known = plan and row.date_start and document
            is_seen = is_known and document.has_access("read")
            row.preview = (is_seen and row._render(plan, document)) or False

    @api.constrains("res_model", "res_id")
    def _check_document(self):
        """A guessed id would be named in the title of the dialog."""
        for row in self:
            # constraints are judged with the rights of the server: ask for the user's
            row._get_document().sudo(False).check_access("read")

    def _get_document(self):
        names = self.env["mail.activity.plan"]._get_plan_models()
        name = self.res_model if self.res_model in names else "res.partner"
        return self.env[name].browse(self.res_id if self.res_model == name else False)

    def _render(self, plan, document):
        rows = Markup()
        for item in plan.template_ids:
            who = item._describe_responsible(self.env.user, document)
            due = item._get_date_deadline(self.date_start)
            rows += Markup("<tr><td>%s</td><td>%s</td><td>%s</td></tr>") % (
                format_date(self.env, due),
                item._get_name(),
                who,
            )
        return Markup("<table class='table table-sm'>%s</table>") % rows

    def action_begin(self):
        self.ensure_one()
        plan = self.env["bank.action.plan"]._begin(
            self.plan_id, self._get_document(), date=self.date_start
        )
        return plan.action_open()
