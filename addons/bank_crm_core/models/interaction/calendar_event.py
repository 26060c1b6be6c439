# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class CalendarEvent(models.Model):
    """A meeting shows the name of the deal it is about: who sets it must see it."""

    _inherit = "calendar.event"
    _access_names = True
