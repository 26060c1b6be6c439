# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.tools import format_date, formatLang

COMPARED = (
    "amount",
    "term_months",
    "rate",
    "discount",
    "fee",
    "payment",
    "date_valid",
    "state",
    "objection",
)


class BankOffer(models.Model):
    """How the terms of one deal have changed from offer to offer."""

    _inherit = "bank.offer"

    @api.model
    def _get_compared_fields(self):
        """Hook: names of the terms that are laid side by side."""
        return COMPARED

    def _compare(self):
        """Return rows for a screen: label, and of each offer (text, has it changed)."""
        rows = []
        for name in self._get_compared_fields():
            values = [offer[name] for offer in self]
            if not any(values):
                continue
            cells = [
                (offer._say_term(name), place > 0 and value != values[place - 1])
                for place, (offer, value) in enumerate(zip(self, values))
            ]
            label = self._fields[name]._description_string(self.env)
            rows.append({"label": label, "cells": cells})
        return rows

    def _say_term(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "monetary":
            return formatLang(self.env, value, currency_obj=self.currency_id)
        if field.type == "float":
            return formatLang(self.env, value, digits=field.get_digits(self.env)[1])
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        return value or ""
