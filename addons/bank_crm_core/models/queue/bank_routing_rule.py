# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

TRIAL = 200


class BankRoutingRule(models.Model):
    """Where documents go by what they are about: a queue, and whom of it, if not all.

    Rules are asked in their order; the first one that fits wins. Conditions are judged
    as superuser: where a document goes does not depend on what its author may see.
    """

    _name = "bank.routing.rule"
    _description = "Routing Rule"
    _inherit = ["bank.logged.config.mixin"]
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    model = fields.Selection(
        selection="_selection_model",
        string="Documents",
        required=True,
        default=lambda self: self._selection_model()[0][0],
    )
    domain = fields.Char(string="Condition", default="[]")
    words = fields.Char(
        string="Words of the Text",
        help="One of these words or phrases, parted by commas, in any form.",
    )
    topics = fields.Char(
        string="Topics of the Text",
        help="One of these topics, parted by commas, as the trained model names them. "
        "Without a model in force such a rule fits nothing.",
    )
    queue_id = fields.Many2one(
        comodel_name="bank.queue", required=True, index=True, ondelete="restrict"
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        string="Only For",
        domain=[("share", "=", False)],
        help="One: it is given to him at once. Several: they alone may take it. "
        "Empty: the whole queue.",
    )

    @api.model
    def _selection_model(self):
        names = [
            name
            for name in sorted(self.env.registry)
            if getattr(self.env[name], "_is_queued", False)
            and not self.env[name]._abstract
        ]
        kinds = self.env["ir.model"]
        return [(name, kinds._get(name).display_name) for name in names]

    @api.constrains("domain", "model")
    def _check_domain(self):
        for rule in self:
            try:
                self.env[rule.model].sudo()._search(rule._get_domain(), limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(rule)s” cannot be read: %(error)s",
                        rule=rule.name,
                        error=error,
                    )
                ) from error

    # ------------------------------------------------------------ which one fits
    @api.model
    def _route(self, documents, rules=None):
        """Return ``{document id: rule}`` of those that a rule fits.

        A statement a rule, however many documents.
        """
        # who sends a document need not read the rules
        rules_sudo = (
            rules if rules is not None else self._find_rules(documents)
        ).sudo()
        left = documents.sudo().with_context(active_test=False)
        left.env.flush_all()
        labels = rules_sudo._read_labels(left)
        found = {}
        for rule in rules_sudo:
            fitting = rule._find_fitting(left, labels)
            found.update(dict.fromkeys(fitting.ids, rule))
            left -= fitting
        return found

    @api.model
    def _find_rules(self, documents):
        return self.sudo().search([("model", "=", documents._name)])

    def _get_domain(self):
        return Domain(literal_eval(self.domain or "[]"))

    def _find_fitting(self, documents, labels):
        domain = Domain("id", "in", documents.ids) & self._get_domain()
        if words := self._split(self.words):
            if "text_search" not in documents._fields:
                return documents.browse()
            domain &= Domain.OR(
                Domain("text_search", "ilike", phrase) for phrase in words
            )
        if (branch := self.queue_id.branch_id) and "branch_id" in documents._fields:
            # a queue of a branch takes nothing from behind the wall
            domain &= Domain("branch_id", "child_of", branch.ids)
        fitting = documents.search(domain) if documents else documents
        if topics := self._split(self.topics):
            return fitting.filtered(lambda row: labels.get(row.id) in topics)
        return fitting

    @api.model
    def _split(self, text):
        return [part.strip() for part in (text or "").split(",") if part.strip()]

    def _read_labels(self, documents):
        """Return ``{document id: topic}`` by the model in force, if a rule asks for it."""
        if not any(rule.topics for rule in self):
            return {}
        suggested = self.env["bank.model"]._suggest_topics(
            [row._get_queue_text() for row in documents]
        )
        return dict(zip(documents.ids, suggested, strict=True))

    # ------------------------------------------------------------ on the screen
    def action_try_out(self):
        """Show what of the last documents this rule would send its way."""
        self.ensure_one()
        self.check_access("write")  # the figures are those of the whole bank
        documents_sudo = self.env[self.model].sudo()
        last = documents_sudo.search([], order="id desc", limit=TRIAL)
        rules = (self._find_rules(last) | self).sorted()
        found = self._route(last, rules)
        ids = [row_id for row_id, rule in found.items() if rule == self]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "%(count)s of the last %(total)s would go here",
                count=len(ids),
                total=len(last),
            ),
            "res_model": self.model,
            # counted for the whole bank; only what the user may see is shown to him
            "domain": [("id", "in", ids)],
            "views": [(False, "list"), (False, "form")],
        }
