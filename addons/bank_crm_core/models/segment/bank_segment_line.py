# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.bank_base.tools.number_text import say_number

PARAMETERS = (
    "days",
    "number_from",
    "number_to",
    "category_ids",
    "product_ids",
    "channel_ids",
    "segment_ids",
    "topic_ids",
    "relation_type_ids",
    "relation_side",
    "domain",
)


class BankSegmentLine(models.Model):
    """One condition of a segment: a source, what it asks for, and how many fulfil it.

    All of them must hold; those joined by "or" are alternatives of the one above.
    """

    _name = "bank.segment.line"
    _description = "Condition of a Segment"
    _order = "segment_id, sequence, id"

    segment_id = fields.Many2one(
        comodel_name="bank.segment", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    joiner = fields.Selection(
        selection=[("and", "and"), ("or", "or")],
        string="Joined",
        default="and",
        required=True,
        help="With the condition above: both must hold, or one of them is enough.",
    )
    source = fields.Selection(
        selection="_selection_source", string="Condition", required=True
    )
    is_negated = fields.Boolean(string="Not")
    days = fields.Integer()
    number_from = fields.Float(string="From")
    number_to = fields.Float(string="To")
    category_ids = fields.Many2many(
        comodel_name="bank.product.category",
        relation="bank_segment_line_category_rel",
        string="Kinds of Product",
    )
    product_ids = fields.Many2many(
        comodel_name="bank.product",
        relation="bank_segment_line_product_rel",
        string="Products",
    )
    channel_ids = fields.Many2many(
        comodel_name="bank.channel",
        relation="bank_segment_line_channel_rel",
        string="Channels",
    )
    segment_ids = fields.Many2many(
        comodel_name="bank.segment",
        relation="bank_segment_line_segment_rel",
        string="Segments",
    )
    topic_ids = fields.Many2many(
        comodel_name="bank.request.topic",
        relation="bank_segment_line_topic_rel",
        string="Topics",
    )
    relation_type_ids = fields.Many2many(
        comodel_name="bank.relation.type",
        relation="bank_segment_line_relation_type_rel",
        string="Relations",
        help="Empty: any.",
    )
    relation_side = fields.Selection(
        selection=[
            ("any", "Either of the two"),
            ("from", "The first: director, founder, parent"),
            ("to", "The second: company, child"),
        ],
        string="The Client Is",
        default="any",
    )
    domain = fields.Char(default="[]")
    parameters = fields.Json(compute="_compute_parameters")
    shown = fields.Char(compute="_compute_shown")
    client_count = fields.Integer(
        string="Clients", compute="_compute_counts", help="Who fulfils this condition."
    )
    left_count = fields.Integer(
        string="Left",
        compute="_compute_counts",
        help="Who fulfils all conditions down to this one.",
    )
    summary = fields.Char(string="In Words", compute="_compute_summary")

    @api.model
    def _selection_source(self):
        return self.env["bank.registry.segment"]._selection_code()

    @api.depends(*PARAMETERS, "source")
    def _compute_parameters(self):
        for line in self:
            names = line._get_shown()
            line.parameters = {
                name: line[name].ids if name.endswith("_ids") else line[name]
                for name in names
            }

    @api.depends("source")
    def _compute_shown(self):
        """Name the parameters of the source, between commas, for the form."""
        for line in self:
            line.shown = f",{','.join(line._get_shown())},"

    def _get_shown(self):
        entry = self.env["bank.registry.segment"]._get_entries().get(self.source, {})
        return [name for name in entry.get("parameters", "").split(",") if name]

    @api.depends("source", "is_negated", "joiner", "sequence", "parameters")
    @api.depends_context("uid")
    def _compute_counts(self):
        clients = self.env["res.partner"]
        is_client = Domain("client_kind", "!=", False)
        for line in self:
            line.client_count = line.left_count = 0
            if not line.source:
                continue
            line.client_count = clients.search_count(is_client & line._get_domain())
            above = line._get_lines_above()
            domain = is_client & (above | line)._get_domain()
            line.left_count = clients.search_count(domain)

    def _get_lines_above(self):
        lines = self.segment_id.line_ids.filtered("source").sorted("sequence")
        ids = lines.ids
        return lines[: ids.index(self.id)] if self.id in ids else lines - self

    @api.depends("source", "is_negated", "parameters")
    def _compute_summary(self):
        for line in self:
            line.summary = line._get_summary() if line.source else False

    def _get_summary(self):
        """Return the condition in words, its parameters behind it."""
        labels = dict(self._selection_source())
        parts = []
        for name in self._get_shown():
            value = self[name]
            if not value or name == "domain":
                continue
            label = self._fields[name]._description_string(self.env)
            parts.append(f"{label}: {self._get_value_text(name, value)}")
        text = " · ".join([labels.get(self.source, self.source), *parts])
        return self.env._("not: %(text)s", text=text) if self.is_negated else text

    def _get_value_text(self, name, value):
        field = self._fields[name]
        if field.type == "selection":
            return dict(field._description_selection(self.env))[value]
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        return say_number(self.env, value)

    @api.constrains("source", *PARAMETERS)
    def _check_parameters(self):
        for line in self:
            if line.days < 0 or line.number_from < 0 or line.number_to < 0:
                raise ValidationError(
                    self.env._("Days and amounts of a condition are not negative.")
                )
            line._get_domain()

    def _get_domain(self):
        """Return the domain of all the conditions together.

        :raise UserError: a source is not there any more, or not for this user
        """
        groups = []
        for line in self.sorted("sequence"):
            if not groups or line.joiner == "and":
                groups.append([])
            groups[-1].append(line._get_own_domain())
        return Domain.AND(map(Domain.OR, groups))

    def _get_own_domain(self):
        registry = self.env["bank.registry.segment"]
        if self.source not in registry._read_entries():
            raise UserError(
                self.env._(
                    "The condition “%(name)s” cannot be used here. Remove it.",
                    name=self.source,
                )
            )
        domain = Domain(registry._run_entry(self.source, self.parameters or {}))
        return ~domain if self.is_negated else domain
