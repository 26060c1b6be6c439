# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BankLifeEvent(models.Model):
    """Something that has happened to a client on a day, or will."""

    _name = "bank.life.event"
    _description = "Life Event"
    _inherit = ["bank.client.fact.mixin"]
    _order = "date desc, id desc"
    _rec_name = "type_id"

    type_id = fields.Many2one(
        comodel_name="bank.life.event.type",
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_unique = fields.Boolean(related="type_id.is_unique", store=True)
    date = fields.Date(required=True, default=lambda self: self._default_date())
    note = fields.Char(string="Notes")

    _unique_uniq = models.UniqueIndex(
        "(partner_id, type_id) WHERE is_unique",
        "Such an event happens once; it is entered already.",
    )

    def _default_date(self):
        return fields.Date.context_today(self)

    @api.constrains("type_id", "partner_id")
    def _check_kind(self):
        for event in self.sudo():
            is_business = event.type_id.client_kind == "company"
            kind = event.partner_id.client_kind
            if (is_business and kind == "person") or (
                not is_business and kind == "company"
            ):
                raise ValidationError(
                    self.env._(
                        "“%(type)s” does not happen to this kind of client.",
                        type=event.type_id.name,
                    )
                )

    @api.constrains("date", "partner_id")
    def _check_date(self):
        for event in self.sudo().filtered("date"):
            client = event.partner_id
            begin = client.birth_date or client.date_founded
            if event.date.year < 1800 or (begin and event.date < begin):
                raise ValidationError(
                    self.env._("The event lies before the client was there.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        events = super().create(vals_list)
        for event in events:
            event._plan_task()
        return events

    def _plan_task(self):
        """Ask the manager for what his bank does on such an occasion."""
        client = self.partner_id
        if self.type_id.task and client.manager_id:
            # whoever may enter an event may have its task planned
            client.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.type_id.task,
                user_id=client.manager_id.id,
            )

    def action_open(self):
        return self.partner_id._open_row(self, self.env._("Life Event"))
