# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

BATCH = 500
GATED_TEAM = {"team_member_ids", "gate_blockers"}


class BankTeamAlert(models.Model):
    """A letter to roles of a team when a condition on their document is met, once.

    The condition is a check as gates use them: what passes is what is told of.
    """

    _name = "bank.team.alert"
    _description = "Alert of a Team"
    _inherit = ["bank.logged.config.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True, help="Subject of the letter.")
    check_id = fields.Many2one(
        comodel_name="bank.check",
        string="When It Holds",
        required=True,
        index=True,
        ondelete="restrict",
        help="A check on deals or applications: whoever passes it is told of.",
    )
    model = fields.Char(related="check_id.model", store=True)
    role_ids = fields.Many2many(
        comodel_name="bank.team.role",
        string="Who Is Told",
        help="Members in these roles; nobody named: all members.",
    )
    body = fields.Text(string="Text", translate=True)
    active = fields.Boolean(default=True)
    told_ids = fields.One2many(
        comodel_name="bank.team.alert.told", inverse_name="alert_id"
    )

    @api.constrains("check_id")
    def _check_has_team(self):
        for alert in self:
            model = self.env.get(alert.check_id.model)
            if model is None or not model._fields.keys() >= GATED_TEAM:
                raise ValidationError(
                    self.env._(
                        "Choose a check on documents that have stages and a team."
                    )
                )

    @api.model
    def _tell_about(self, documents):
        """Tell what holds by now for these documents; each alert comes once for each."""
        for alert in self.browse(self._get_alert_ids(documents._name)):
            alert._tell_once(documents)

    @api.model
    @ormcache("model")
    def _get_alert_ids(self, model):
        """Return the ids of the alerts on documents of a model; most banks have few."""
        # whoever moves a document need not know who is told
        return self.sudo().search([("model", "=", model)]).ids

    @api.model_create_multi
    def create(self, vals_list):
        alerts = super().create(vals_list)
        self.env.registry.clear_cache()
        return alerts

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _tell_once(self, documents):
        told = self.env["bank.team.alert.told"].search(
            [("alert_id", "=", self.id), ("res_id", "in", documents.ids)]
        )
        waiting = documents - documents.browse(told.mapped("res_id"))
        if not waiting:
            return
        failures = self.check_id._find_failures(waiting)
        for document in waiting.filtered(lambda one: one.id not in failures):
            self._send(document)

    def _send(self, document):
        """Write to the members who may read the document; with nobody there, wait."""
        rows = document.sudo().team_member_ids.filtered("is_current")
        if self.role_ids:
            rows = rows.filtered(lambda row: row.role_id in self.role_ids)
        users = rows.user_id.filtered(
            lambda user: user.active and document.with_user(user).has_access("read")
        )
        for user in users:
            alert = self.with_context(lang=user.lang)
            document.message_notify(
                partner_ids=user.partner_id.ids, subject=alert.name, body=alert.body
            )
        if users:
            self.env["bank.team.alert.told"].create(
                {"alert_id": self.id, "res_id": document.id, "user_ids": users.ids}
            )

    @api.model
    def _cron_tell(self):
        """What has come to hold without a stage: documents in work, slice by slice."""
        for model in set(self.search([("model", "!=", False)]).mapped("model")):
            documents = self.env[model]
            in_work = Domain(documents._get_gate_open_domain()) & Domain(
                "team_member_ids", "any", [("is_current", "=", True)]
            )
            last = 0
            while part := documents.search(
                in_work & Domain("id", ">", last), order="id", limit=BATCH
            ):
                last = part[-1].id
                self._tell_about(part)
                if not self.env["ir.cron"]._commit_progress(len(part)):
                    return
