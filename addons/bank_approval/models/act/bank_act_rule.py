# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

REQUEST = "bank.act.request"
# the columns that the look for rules reads
READ = {"model", "state", "target", "name", "version"}


class BankActRule(models.Model):
    """A step of a document, or what one of its buttons does, approved by others first.

    A step is named by the state it leads to, what a button does by its method: whatever
    button, import or program does it, the server asks for the approval. A version in
    force never changes.
    """

    _name = "bank.act.rule"
    _description = "Act That Needs Approval"
    _inherit = ["bank.approval.when.mixin", "bank.approval.drawn.mixin"]
    _order = "model, name, version desc"

    act = fields.Selection(
        selection="_selection_act",
        required=True,
        help="The document and the state to which its button leads, or what the button "
        "does. It waits for its approval, whoever does it and in whatever way.",
    )
    model = fields.Char(compute="_compute_model", string="Model Name", store=True)
    target = fields.Char(compute="_compute_model", string="New State", store=True)
    route_id = fields.Many2one(
        comodel_name="bank.approval.route",
        string="Approved Along",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("model", "=", REQUEST)],
        help="A route for requests for acts; its version in force is taken.",
    )
    group_id = fields.Many2one(
        comodel_name="res.groups",
        string="Only For the Role",
        index="btree_not_null",
        ondelete="restrict",
        help="Who may do the act at all; empty: whoever could do it before.",
    )
    is_exclusive = fields.Boolean(
        string="Other Than the Approvers",
        default=True,
        help="Whoever has approved the act does not do it himself.",
    )
    needs_paper = fields.Boolean(
        string="Needs a Paper", help="Nothing is sent without a file."
    )
    field_ids = fields.Many2many(
        comodel_name="ir.model.fields",
        relation="bank_act_rule_field_rel",
        string="What Is Approved",
        domain="[('model', '=', model), ('store', '=', True)]",
        help="Shown to those who approve; the act fails when they have changed since. "
        "Empty: whatever is entered in the document may not change.",
    )
    origin_id = fields.Many2one(
        comodel_name="bank.act.rule",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    drafter_ids = fields.Many2many(relation="bank_act_rule_drafter_rel")

    @api.model
    def _get_guarded_models(self):
        """Return the names of models whose acts may wait for an approval."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if getattr(model, "_act_guarded", False) and not model._abstract
        )

    @api.model
    def _selection_act(self):
        options = []
        for name in self._get_guarded_models():
            model = self.env[name]
            kind = self.env["ir.model"]._get(name).display_name
            acts = [*_list_steps(model), *model._get_acts().items()]
            options += [(f"{name}:{act}", f"{kind}: {label}") for act, label in acts]
        return options

    @api.depends("act")
    def _compute_model(self):
        for rule in self:
            name, _colon, target = (rule.act or "").partition(":")
            rule.model, rule.target = name or False, target or False

    def _compute_diagram(self):
        # the route has one
        self.diagram = False

    # Drawing

    def _get_stages(self):
        return self.route_id

    def _get_frozen_fields(self):
        return {
            "act", "condition", "route_id", "group_id", "is_exclusive", "needs_paper",
            "field_ids",
        }  # fmt: skip

    def _check_draft_version(self):
        if any(rule.state != "draft" for rule in self):
            raise ValidationError(
                self.env._(
                    "The rule is in force: requests name it. Make a new version."
                )
            )

    def _get_condition_model(self):
        return self.model

    def _find_ways(self):
        """Extended: by this rule, as if it were in force."""
        self.ensure_one()
        duties = self.env["bank.approval.duties"]
        return duties._prove(self.sudo()._get_route(), rules=self)

    def _get_drawing_blocker(self):
        if not self._get_route():
            return self.env._(
                "No version of the route “%(route)s” is in force. Put one into force "
                "first.",
                route=self.route_id.name or "",
            )
        if any(field.model != self.model for field in self.field_ids):
            return self.env._("“What Is Approved” names fields of another document.")
        if any(not self._is_open(field) for field in self.field_ids):
            return self.env._(
                "“What Is Approved” names a field that is not for everybody."
            )
        return super()._get_drawing_blocker()

    def _is_open(self, field):
        """Those who approve read what is asked for, whatever their rights."""
        own = self.env[field.model]._fields[field.name]
        return own.exportable and not own.groups

    def _get_route(self):
        """Return the version in force of its route."""
        lines = self.sudo().route_id._get_line() if self.route_id else self.route_id
        return lines.filtered(lambda route: route.state == "published")[:1]

    # In force

    @api.model
    @tools.ormcache("model")
    def _get_rules(self, model):
        """Return ``((id, target), …)`` of the rules in force for a model.

        None while the addon is uninstalled: views are looked at until the end, and the
        columns go before.
        """
        if READ - tools.sql.table_columns(self.env.cr, self._table).keys():
            return ()
        rules = self.sudo().search([("state", "=", "published"), ("model", "=", model)])
        return tuple((rule.id, rule.target) for rule in rules)

    @api.model
    @tools.ormcache()
    def _get_ruled_models(self):
        """Return the names of models that had a rule at any time."""
        return tuple(name for (name,) in self.sudo()._read_group([], ["model"]) if name)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()


def _list_steps(model):
    """Return ``[(status, label)]`` of the statuses to which steps of a model lead."""
    if not hasattr(model, "_get_transitions"):
        return []
    states = model._fields[model._state_field]._description_selection(model.env)
    targets = {target for _source, target in model._get_transitions()}
    return [(state, label) for state, label in states if state in targets]
