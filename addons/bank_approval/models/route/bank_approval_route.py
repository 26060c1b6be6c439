# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain

from ...tools import route as core


class BankApprovalRoute(models.Model):
    """Who decides about documents of one kind, in which order and by which rule.

    A version in force never changes: requests that run on it keep their steps. It is
    put into force by somebody who has drawn none of it.
    """

    _name = "bank.approval.route"
    _description = "Approval Route"
    _inherit = ["bank.approval.when.mixin", "bank.approval.drawn.mixin"]
    _order = "model, sequence, name, version desc"

    sequence = fields.Integer(
        default=10, help="The first route whose condition holds is taken."
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=lambda self: self._get_model_domain(),
        tracking=True,
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    validity_days = fields.Integer(
        string="Decision Holds, Days",
        default=90,
        help="An approval that is not carried out within these calendar days lapses; "
        "0: it never does.",
    )
    step_ids = fields.One2many(
        comodel_name="bank.approval.step", inverse_name="route_id", copy=True
    )
    origin_id = fields.Many2one(
        comodel_name="bank.approval.route",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    drafter_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_route_drafter_rel",
        string="Drawn By",
        readonly=True,
        copy=False,
    )

    _check_validity = models.Constraint(
        "CHECK (validity_days >= 0)", "A term is not below zero."
    )

    @api.model
    def _get_model_domain(self):
        return [("model", "in", self._get_document_models())]

    @api.model
    def _get_document_models(self):
        """Return the names of the models that can be approved."""
        return sorted(
            name
            for name, model in self.env.registry.items()
            if "approval_state" in model._fields and not model._abstract
        )

    @api.constrains("model_id")
    def _check_model(self):
        for route in self:
            if route.model not in self._get_document_models():
                raise ValidationError(
                    self.env._(
                        "“%(document)s” is not decided on by approvals. Choose another "
                        "document.",
                        document=route.model_id.name,
                    )
                )

    def _compute_diagram(self):
        for route in self:
            route.diagram = self.env["ir.qweb"]._render(
                "bank_approval.route_diagram", {"waves": route._find_waves()}
            )

    def _find_waves(self):
        """Return the steps in sets that open one after another."""
        steps = {step.id: step for step in self.step_ids}
        return [
            self.step_ids.browse().union(*(steps[step.key] for step in wave))
            for wave in core.find_waves([step._get_plain() for step in self.step_ids])
        ]

    # Drawing

    def _get_frozen_fields(self):
        return super()._get_frozen_fields() | {
            "model_id", "condition", "sequence", "validity_days", "step_ids"
        }  # fmt: skip

    def _get_condition_model(self):
        return self.model

    # Versions

    def _get_stages(self):
        return self.step_ids.sorted(lambda step: (step.sequence, step.id))

    def _get_drawing_blocker(self):
        if not self.step_ids:
            return self.env._("A route needs a step. Add who decides.")
        if not any(step.kind != "opinion" for step in self.step_ids):
            return self.env._("Nobody decides: all steps give opinions only.")
        if problem := self._find_order_problem():
            return problem
        return super()._get_drawing_blocker()

    def _find_order_problem(self):
        try:
            core.check_route([step._get_plain() for step in self.step_ids])
        except core.RouteError as error:
            step = self.step_ids.browse(error.key)
            return self.env._(
                "The steps cannot be walked in this order; look at “%(step)s”: it goes "
                "back or refers to a step that does not come before it.",
                step=step.name,
            )
        return False

    def _repair_references(self, source):
        """Steps that point to other steps point to those of their own version."""
        twins = dict(zip(source._get_stages(), self._get_stages(), strict=True))
        for step, twin in twins.items():
            twin.write(
                {
                    "return_step_id": twins[step.return_step_id].id
                    if step.return_step_id
                    else False,
                    "builds_on_ids": [
                        Command.set([twins[other].id for other in step.builds_on_ids])
                    ],
                }
            )

    # Choosing

    @api.model
    def _find_for(self, documents):
        """Return ``{document id: route}``: the first in force whose condition holds."""
        found, left = {}, documents
        routes_sudo = self.sudo().search(self._get_decision_domain(documents._name))
        for route_sudo in routes_sudo:
            if not left:
                break
            fitting = route_sudo._filter_fitting(left)
            found.update(dict.fromkeys(fitting.ids, route_sudo))
            left -= fitting
        return found

    @api.model
    def _get_decision_domain(self, model):
        """Hook: the routes of first decisions about documents of a model."""
        return Domain("state", "=", "published") & Domain("model", "=", model)
