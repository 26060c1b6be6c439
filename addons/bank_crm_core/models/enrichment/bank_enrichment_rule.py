# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class BankEnrichmentRule(models.Model):
    """Which facts of a register go to which clients, and what they may replace."""

    _name = "bank.enrichment.rule"
    _description = "Enrichment Rule"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    source_id = fields.Many2one(
        comodel_name="bank.enrichment.source",
        string="Register",
        required=True,
        index=True,
        ondelete="restrict",
    )
    domain = fields.Char(string="Clients", default="[('client_kind', '=', 'company')]")
    is_offered = fields.Boolean(
        string="Offered on a New Card",
        default=True,
        help="Facts are filled in as soon as the number is typed on a card that is "
        "not saved yet. Of tables only.",
    )
    line_ids = fields.One2many(
        comodel_name="bank.enrichment.rule.line",
        inverse_name="rule_id",
        string="Facts",
        copy=True,
    )

    @api.constrains("domain")
    def _check_domain(self):
        for rule in self:
            try:
                self.env["res.partner"].sudo()._search(rule._get_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(rule)s” cannot be read: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    def _get_domain(self):
        """Return the domain of the clients that have a key to be found by."""
        return (
            Domain(literal_eval(self.domain or "[]"))
            & Domain("client_kind", "!=", False)
            & Domain(self.source_id.key_field or "inn", "!=", False)
        )

    def _judge(self, partner, facts, written):
        """Return ``({field: new value}, [why a fact was left out])`` of one client.

        :param written: ``{field: text}`` that enrichment has written there last
        """
        values, skipped = {}, []
        for line in self.line_ids:
            text = (facts.get(line.title) or "").strip()
            if not text:
                continue
            if reason := line._get_skip_reason(partner, text, written):
                skipped.append(reason)
                continue
            value = line._read(text)
            if line._as_text(partner[line.field]) != line._as_text(value):
                values[line.field] = value
        return values, skipped

    def action_run(self):
        """Open a run of the rule that is not started yet."""
        self.ensure_one()
        self.check_access("read")
        run = self.env["bank.enrichment.run"].create({"rule_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": run._name,
            "res_id": run.id,
            "views": [(False, "form")],
        }
