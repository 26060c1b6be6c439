# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from fractions import Fraction

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import route as core
from ...tools import tally

PAPERS = "papers"


class BankApprovalStep(models.Model):
    """One step of a route: who is asked for what, and when it has passed."""

    _name = "bank.approval.step"
    _description = "Approval Step"
    _inherit = [
        "bank.approval.when.mixin",
        "bank.approval.drawn.part.mixin",
        "bank.logged.config.mixin",
    ]
    _order = "route_id, sequence, id"
    _draft_field = "route_id"

    route_id = fields.Many2one(
        comodel_name="bank.approval.route",
        required=True,
        index=True,
        ondelete="cascade",
    )
    model_id = fields.Many2one(related="route_id.model_id")
    model = fields.Char(related="route_id.model")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        selection=[
            ("visa", "Visa"),
            ("committee", "Decision of a committee"),
            ("opinion", "Opinion"),
        ],
        required=True,
        default="visa",
        help="An opinion is heard and stops nothing.",
    )
    parallel_group = fields.Char(
        string="Together With",
        help="Steps with the same word here are asked at the same time.",
    )
    level = fields.Integer(
        string="Level of Authority",
        help="Whoever is asked on several steps of one level decides once. "
        "0: a level of its own.",
    )

    # Who
    who = fields.Selection(
        selection=[
            ("users", "Named employees"),
            ("group", "Employees with a role"),
            ("field", "Employee named in the document"),
            ("head", "Head of the document's branch"),
        ],
        required=True,
        default="group",
    )
    user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_step_user_rel",
        string="Employees",
        domain=[("share", "=", False)],
    )
    group_id = fields.Many2one(
        comodel_name="res.groups", string="Role", ondelete="restrict"
    )
    field_id = fields.Many2one(
        comodel_name="ir.model.fields",
        ondelete="cascade",
        domain="[('model_id', '=', model_id), ('relation', '=', 'res.users'), "
        "('ttype', '=', 'many2one')]",
    )
    veto_user_ids = fields.Many2many(
        comodel_name="res.users",
        relation="bank_approval_step_veto_rel",
        string="Have a Veto",
        domain=[("share", "=", False)],
    )

    # By which rule
    rule = fields.Selection(
        selection=[
            ("any", "The first answer decides"),
            ("all", "All"),
            ("majority", "Majority"),
            ("share", "Given part"),
            ("unanimity", "Nobody against"),
            ("chairman", "Chairman"),
        ],
        required=True,
        default="any",
    )
    share = fields.Integer(string="Part, %", default=66)
    quorum = fields.Integer(
        string="Quorum, %", help="Part of those asked that must take part."
    )

    # On what
    depend_field_ids = fields.Many2many(
        comodel_name="ir.model.fields",
        relation="bank_approval_step_field_rel",
        string="Judges the Fields",
        domain="[('model_id', '=', model_id)]",
        help="After a return it is asked anew only where one of these has changed. "
        "Empty, and no papers: after every change.",
    )
    depends_on_papers = fields.Boolean(string="Judges the Papers")
    builds_on_ids = fields.Many2many(
        comodel_name="bank.approval.step",
        relation="bank_approval_step_builds_rel",
        column1="step_id",
        column2="other_id",
        string="Builds on the Steps",
        copy=False,
        domain="[('route_id', '=', route_id), ('id', '!=', id)]",
        help="When one of these is asked anew, so is this one.",
    )

    # Until when, and what a refusal does
    regime_id = fields.Many2one(
        comodel_name="bank.clock.regime",
        string="Term",
        ondelete="restrict",
        help="Empty: two working days.",
    )
    on_refusal = fields.Selection(
        selection=[("stop", "Ends the request"), ("return", "Goes back to a step")],
        required=True,
        default="stop",
    )
    return_step_id = fields.Many2one(
        comodel_name="bank.approval.step",
        string="Goes Back To",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('route_id', '=', route_id), ('id', '!=', id)]",
    )

    _check_parts = models.Constraint(
        "CHECK (share BETWEEN 1 AND 100 AND quorum BETWEEN 0 AND 100)",
        "Parts lie between 0 and 100 %.",
    )

    def _get_draft_message(self):
        return self.env._(
            "The route is in force: requests rely on its steps. Make a new version."
        )

    def _get_condition_model(self):
        return self.route_id.model

    @api.constrains("who", "user_ids", "group_id", "field_id")
    def _check_who(self):
        needed = {"users": "user_ids", "group": "group_id", "field": "field_id"}
        for step in self:
            name = needed.get(step.who)
            # whoever has left is named still: a new version names his successor
            if name and not step.with_context(active_test=False)[name]:
                raise ValidationError(
                    self.env._(
                        "Say who decides on the step “%(step)s”.", step=step.name
                    )
                )
            field = step.sudo().field_id
            if step.who == "field" and (
                field.model != step.model or field.relation != "res.users"
            ):
                raise ValidationError(
                    self.env._("“%(field)s” names no employee.", field=field.name)
                )

    def copy_data(self, default=None):
        """A version is made of the one before it though somebody named there has left."""
        whole = self.with_context(active_test=False)
        return super(BankApprovalStep, whole).copy_data(default)

    @api.constrains("kind", "rule")
    def _check_rule(self):
        if any(step.rule == "chairman" and step.kind != "committee" for step in self):
            raise ValidationError(
                self.env._("Only a committee has a chairman. Choose another rule.")
            )

    @api.constrains("return_step_id", "builds_on_ids", "on_refusal", "route_id")
    def _check_same_route(self):
        for step in self:
            others = step.return_step_id | step.builds_on_ids
            if others.route_id - step.route_id:
                raise ValidationError(
                    self.env._("“%(step)s” points to another route.", step=step.name)
                )
            if step.on_refusal == "return" and not step.return_step_id:
                raise ValidationError(
                    self.env._(
                        "Say to which step “%(step)s” goes back.", step=step.name
                    )
                )

    # As plain data

    def _get_plain(self):
        """Return the step as the plain core knows it."""
        self.ensure_one()
        # names of fields, whoever asks
        parts = {field.name for field in self.sudo().depend_field_ids}
        if self.depends_on_papers:
            parts.add(PAPERS)
        return core.Step(
            key=self.id,
            sequence=self.sequence,
            group=self.parallel_group or "",
            parts=frozenset(parts),
            builds_on=frozenset(self.builds_on_ids.ids),
            level=self.level or -self.id,
            is_advice=self.kind == "opinion",
            return_to=self.return_step_id.id if self.on_refusal == "return" else None,
        )

    def _get_rule(self):
        kind = "any" if self.kind == "opinion" else self.rule
        return tally.Rule(
            kind=kind,
            quorum=Fraction(self.quorum),
            share=Fraction(self.share) if kind == "share" else Fraction(0),
            base="entitled" if kind in ("majority", "share") else "cast",
            is_early=True,
        )

    # Who is asked

    def _find_people(self, documents):
        """Return ``{document id: users}``, the same number of queries for any number.

        The initiators are left out: nobody decides about what he began himself.
        """
        self.ensure_one()
        documents_sudo = documents.sudo()
        initiators = documents_sudo._get_approval_initiators()
        found = getattr(self.sudo(), f"_find_people_{self.who}")(documents_sudo)
        people = {}
        for document in documents:
            users = found.get(document.id, self.env["res.users"])
            users = users.filtered(lambda user: user.active and not user.share)
            people[document.id] = users.sudo(False) - initiators[document.id]
        return people

    def _find_fixed_people(self, turn):
        """Hook: who was asked on it before and is asked again in another round."""
        return turn.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state != "delegated"
        ).user_id

    def _get_deciders(self, limits):
        """Return ids of users, ids of roles, and how many of them have to be for it.

        For the proof of separated duties; ``limits``: the rows it is proved by.
        """
        self.ensure_one()
        if self.who == "users":
            return self.user_ids.ids, [], self._count_needed(len(self.user_ids))
        if self.who == "group":
            return [], self.group_id.ids, 1
        if self.who == "head":
            heads = (
                self.env["bank.branch"]
                .sudo()
                .search([("head_id", "!=", False)])
                .head_id
            )
            return heads.ids, [], 1
        # whom a document names is anybody's guess: told apart as unproven
        return [], [], 1

    def _count_needed(self, number):
        if self.rule == "any" or self.kind == "opinion":
            return 1
        if self.rule == "majority":
            return number // 2 + 1
        if self.rule == "share":
            return max(1, -(-number * self.share // 100))
        # all of them, or those of the quorum where nobody may be against
        quorum = number if self.rule == "all" else -(-number * self.quorum // 100)
        return max(1, quorum)

    def _find_people_users(self, documents):
        return dict.fromkeys(documents.ids, self.user_ids)

    def _find_people_group(self, documents):
        """Those with the role whose branches reach the branch of the document."""
        return self._filter_reaching(self.group_id.all_user_ids, documents)

    @api.model
    def _filter_reaching(self, users, documents):
        """Return ``{document id: those of the users who reach its branch}``."""
        branches = documents._get_approval_branches()
        found = {}
        for document in documents:
            branch = branches[document.id]
            path = {int(part) for part in (branch.parent_path or "").split("/") if part}
            found[document.id] = users.filtered(
                lambda user, path=path: (
                    not path
                    or path & set(user.branch_ids.ids)
                    or user.has_group("bank_base.group_bank_whole")
                )
            )
        return found

    def _find_people_field(self, documents):
        name = self.field_id.name
        return {document.id: document[name] for document in documents}

    def _find_people_head(self, documents):
        """The head of the branch; of the next one above where he began it himself."""
        initiators = documents._get_approval_initiators()
        branches = documents._get_approval_branches()
        found = {}
        for document in documents:
            branch = branches[document.id]
            while branch and (
                not branch.head_id or branch.head_id in initiators[document.id]
            ):
                branch = branch.parent_id
            found[document.id] = branch.head_id
        return found
