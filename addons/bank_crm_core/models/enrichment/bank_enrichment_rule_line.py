# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools import client_file

# a star stands for any letters: patterns of people, which cost no time to match
_PATTERN_PARTS = re.compile(r"\*")


class BankEnrichmentRuleLine(models.Model):
    """One fact: where it stands in the register, where on the card, over what."""

    _name = "bank.enrichment.rule.line"
    _description = "Fact of an Enrichment Rule"
    _order = "rule_id, id"
    _rec_name = "title"

    rule_id = fields.Many2one(
        comodel_name="bank.enrichment.rule",
        required=True,
        index=True,
        ondelete="cascade",
    )
    title = fields.Char(string="In the Register", required=True)
    field = fields.Selection(
        selection="_selection_field", string="On the Card", required=True
    )
    policy = fields.Selection(
        selection=[
            ("empty", "Only where nothing stands"),
            ("keep", "Not over what people have entered"),
            ("always", "Always"),
        ],
        string="Replaces",
        required=True,
        default="empty",
    )
    skip = fields.Char(
        string="Leave Out",
        help="Values that are no facts, separated by semicolons; * stands for any "
        "letters: none; test*",
    )

    _field_uniq = models.UniqueIndex(
        "(rule_id, field)", "Two facts cannot go to one place of the card."
    )

    @api.model
    def _get_fields(self):
        """Hook: names of fields of the card that a register may fill in."""
        return (
            "name",
            "inn",
            "kpp",
            "ogrn",
            "date_founded",
            "zip",
            "city",
            "street",
            "email",
            "website",
        )

    @api.model
    def _selection_field(self):
        model = self.env["res.partner"]
        return [
            (name, model._fields[name]._description_string(self.env))
            for name in self._get_fields()
        ]

    @api.constrains("field", "rule_id")
    def _check_field_is_no_key(self):
        for line in self:
            if line.field == line.rule_id.source_id.key_field:
                raise ValidationError(
                    self.env._("A client is found by this number: it is not replaced.")
                )

    def _get_skip_reason(self, partner, text, written):
        """Return why a fact is left out, or False."""
        label = dict(self._fields["field"]._description_selection(self.env))
        values = {"field": label[self.field], "value": text[:60]}
        if self._matches(text):
            return self.env._("%(field)s: “%(value)s” is left out", **values)
        try:
            self._read(text)
        except UserError:
            return self.env._("%(field)s: “%(value)s” is no date", **values)
        present = self._as_text(partner[self.field])
        if not present or present == text:
            return False
        is_ours = written.get(self.field) == present
        if self.policy == "empty" or (self.policy == "keep" and not is_ours):
            values["value"] = present[:60]
            return self.env._("%(field)s: “%(value)s” stays", **values)
        return False

    def _matches(self, text):
        return any(
            re.fullmatch(
                ".*".join(map(re.escape, _PATTERN_PARTS.split(pattern))),
                text,
                re.IGNORECASE | re.DOTALL,
            )
            for pattern in map(str.strip, (self.skip or "").split(";"))
            if pattern
        )

    def _read(self, text):
        """Return the value of the field that a text of the register means."""
        if self.env["res.partner"]._fields[self.field].type != "date":
            return text
        try:
            return client_file.parse_date(text)
        except ValueError as error:
            raise UserError(
                self.env._("“%(text)s” is no date like 31.12.1980.", text=text[:40])
            ) from error

    @api.model
    def _as_text(self, value):
        return str(value) if value else ""
