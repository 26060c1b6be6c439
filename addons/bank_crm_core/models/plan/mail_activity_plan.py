# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

MAX_ITEMS = 100
MAX_DAYS = 1000
DAYS = {"days": 1, "weeks": 7, "months": 31}


class MailActivityPlan(models.Model):
    """A plan is published before people start it, and never changes after that: what
    changes is a copy, which becomes the next version.

    Stages of a process plan their tasks from the same records, whatever their state:
    what a stage does is frozen with its process.
    """

    _name = "mail.activity.plan"
    _inherit = [
        "bank.transition.mixin",
        "bank.logged.config.mixin",
        "mail.activity.plan",
    ]

    name = fields.Char(translate=True)
    res_model = fields.Selection(
        selection="_selection_res_model",
        string="Planned For",
        help="What the plan is started on: a client, an agreement, a deal.",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("published", "Published"),
            ("obsolete", "Obsolete"),
        ],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    version = fields.Integer(default=1, readonly=True, copy=False)
    first_id = fields.Many2one(
        comodel_name="mail.activity.plan",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_published = fields.Datetime(string="Published On", readonly=True, copy=False)
    can_add_items = fields.Boolean(
        string="Let Users Add Items",
        help="Whoever works with a started plan may add tasks of his own to it.",
    )
    can_publish = fields.Boolean(compute="_compute_can_publish")
    publish_blocker = fields.Char(
        string="Why Not Yet", compute="_compute_can_publish", exportable=False
    )

    _published_uniq = models.UniqueIndex(
        "(COALESCE(first_id, id)) WHERE state = 'published'",
        "One version of a plan is published at a time.",
    )

    def _selection_res_model(self):
        """Return stock's documents, under the names that the bank gives them."""
        kinds = self.env["ir.model"]._get_document_kinds()
        choice = self._get_model_selection()
        return [(model, kinds.get(model, name)) for model, name in choice]

    @api.model
    def _get_plan_models(self):
        """Hook: documents on which a plan is started and followed."""
        return ["res.partner", "bank.agreement"]

    @api.model
    def _get_fixed_fields(self):
        """Hook: what may not change once a version is published."""
        return {
            "name",
            "template_ids",
            "res_model",
            "res_model_id",
            "company_id",
            "can_add_items",
            "version",
            "first_id",
        }

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = plan.name
            if plan.version > 1:
                plan.display_name = self.env._(
                    "%(name)s, version %(version)s",
                    name=plan.name,
                    version=plan.version,
                )

    @api.depends("state", "template_ids", "res_model")
    def _compute_can_publish(self):
        reasons = self._get_blocking_reasons("published")
        for plan in self:
            plan.publish_blocker = plan.state == "draft" and reasons.get(plan.id)
            plan.can_publish = bool(plan.id) and plan.id not in reasons

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "published"): "_get_publish_blocker",
            ("published", "obsolete"): "_get_no_blocker",
        }

    def _get_publish_blocker(self):
        reasons = {}
        for plan in self:
            items = plan.template_ids
            if not items:
                reasons[plan.id] = self.env._("Add what is to be done first.")
            elif len(items) > MAX_ITEMS:
                reasons[plan.id] = self.env._(
                    "A plan has at most %(count)s items.", count=MAX_ITEMS
                )
            elif wrong := items.filtered(lambda item: item._is_too_far()):
                reasons[plan.id] = self.env._(
                    "“%(item)s”: from the day of the start to %(days)s days after it.",
                    item=wrong[0].summary or wrong[0].activity_type_id.name,
                    days=MAX_DAYS,
                )
        return reasons

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            line = {"version": 1, "first_id": False, "date_published": False}
            vals_list = [{**vals, **line} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {"version", "first_id"} and not self.env.su:
            raise UserError(self.env._("A version is made by the button."))
        if vals.keys() & self._get_fixed_fields():
            self._check_draft()
        return super().write(vals)

    def _check_draft(self):
        if fixed := self.filtered(lambda plan: plan.state != "draft"):
            raise UserError(
                self.env._(
                    "“%(plan)s” is published: plans that were started rely on it. Make "
                    "a new version of it and change that one.",
                    plan=fixed[0].display_name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    # ------------------------------------------------------------ acts
    def action_publish(self):
        """Put this version in place of the one before; rules follow it."""
        self.check_access("write")
        for plan in self:
            first = plan.first_id or plan
            others = self.search(
                [
                    ("state", "=", "published"),
                    "|",
                    ("id", "=", first.id),
                    ("first_id", "=", first.id),
                ]
            )
            others._transition("obsolete")
            plan._transition("published", date_published=fields.Datetime.now())
            rules = self.env["bank.action.plan.rule"].with_context(active_test=False)
            rules.search([("plan_id", "in", others.ids)]).write({"plan_id": plan.id})

    def action_retire(self):
        """Nobody starts it any more; what was started goes on."""
        self.check_access("write")
        self._transition("obsolete")

    def action_new_version(self):
        """Copy it as the next version, which is a draft, and open that."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            raise UserError(self.env._("This version is still a draft: change it."))
        first = self.first_id or self
        line = self.search(["|", ("id", "=", first.id), ("first_id", "=", first.id)])
        draft = self.copy({"name": self.name})
        self.copy_translations(draft)
        # who may change plans has been asked; nobody names versions by hand
        draft.sudo().write(
            {"version": max(line.mapped("version")) + 1, "first_id": first.id}
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_crm_core.mail_activity_plan_action"
        )
        return {**action, "res_id": draft.id, "views": [(False, "form")]}
