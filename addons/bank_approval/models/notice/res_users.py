# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models


class ResUsers(models.Model):
    """Whoever is asked says how he wants to be told that it is his turn."""

    _inherit = "res.users"

    approval_notice = fields.Selection(
        selection=[
            ("digest", "Once a day, all together"),
            ("each", "At once, each time it is my turn"),
            ("none", "Not by mail: I look into my list"),
        ],
        string="My Decisions",
        required=True,
        default="digest",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "approval_notice"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "approval_notice"]
