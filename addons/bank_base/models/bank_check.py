# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache


class BankCheck(models.Model):
    """A named condition that a business administrator sets up without code.

    A kind of check is a value of ``kind`` and a method ``_find_failures_<kind>``;
    another addon registers one with ``selection_add`` and that method.
    """

    _name = "bank.check"
    _description = "Check"
    _inherit = ["bank.logged.config.mixin", "mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(
        required=True,
        translate=True,
        tracking=True,
        help="What must hold, as the employee reads it.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(comodel_name="res.company", index=True)
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Document",
        required=True,
        ondelete="cascade",
        index=True,
        domain=[("transient", "=", False), ("abstract", "=", False)],
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    kind = fields.Selection(
        selection=[
            ("domain", "Condition on the document"),
            ("fields", "Fields filled in"),
            ("activities", "Tasks done"),
            ("action", "Server action (administrators)"),
        ],
        required=True,
        default="domain",
        tracking=True,
    )
    reason = fields.Char(
        translate=True, help="What is wrong when the check fails. Empty: the name."
    )
    remedy = fields.Char(
        translate=True, help="What the employee does to clear it, in one sentence."
    )

    override_group_ids = fields.Many2many(
        comodel_name="res.groups",
        string="Who May Let Pass",
        help="They let a document pass although the check fails, with a reason that "
        "goes into the decision log. Empty: nobody.",
    )

    # Condition on the document
    domain = fields.Char(default="[]", tracking=True)

    # Fields filled in
    field_ids = fields.Many2many(
        comodel_name="ir.model.fields",
        string="Fields",
        domain="[('model_id', '=', model_id)]",
        ondelete="cascade",
    )

    # Tasks done
    activity_type_ids = fields.Many2many(
        comodel_name="mail.activity.type",
        string="Kinds of Tasks",
        help="At least one task of each kind was done and none is open.",
    )

    # Server action
    server_action_id = fields.Many2one(
        comodel_name="ir.actions.server",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        groups="base.group_system",
        help="Code that sets action = {'failures': {id: reason}} over 'records'.",
    )

    @api.constrains("domain", "kind", "model_id")
    def _check_domain(self):
        for check in self.filtered(lambda check: check.kind == "domain"):
            try:
                domain = check._get_domain()
                self.env[check.model].sudo()._search(domain, limit=1)
            except Exception as error:
                raise ValidationError(
                    self.env._(
                        "The condition of “%(check)s” cannot be read: %(error)s",
                        check=check.name,
                        error=error,
                    )
                ) from error

    @api.constrains("kind", "server_action_id")
    def _check_server_action(self):
        actions = self.filtered(lambda check: check.kind == "action")
        if actions and not self.env.user.has_group("base.group_system"):
            raise ValidationError(
                self.env._("Only a system administrator sets up checks that run code.")
            )

    def _get_domain(self):
        return Domain(literal_eval(self.domain or "[]"))

    def _get_reason(self):
        return self.reason or self.name

    def _find_failures(self, documents):
        """Return ``{document_id: reason}`` of the documents that fail this check.

        Judged as the database is after a flush, with the rights of the system
        and archived records included: a check must not pass because its user
        cannot see what would fail it.
        """
        self.ensure_one()
        documents = documents.sudo().with_context(active_test=False)
        documents.env.flush_all()
        check_sudo = self.sudo()  # whoever moves a document need not read settings
        return getattr(check_sudo, f"_find_failures_{self.kind}")(documents)

    def _find_failures_domain(self, documents):
        passed = documents.search(
            Domain("id", "in", documents.ids) & self._get_domain()
        )
        return dict.fromkeys((documents - passed).ids, self._get_reason())

    def _find_failures_fields(self, documents):
        failures = {}
        for document in documents:
            if missing := self._get_empty_labels(document):
                failures[document.id] = self.env._(
                    "Not filled in: %(fields)s", fields=", ".join(missing)
                )
        return failures

    def _get_empty_labels(self, document):
        """Zero is an answer only where it can be one: never for an amount of money."""
        empty = {name for name in self._get_needed_names() if not document[name]}
        if not empty:
            return []
        fields = self.field_ids.filtered(lambda field: field.name in empty)
        return fields.mapped("field_description")

    @ormcache("self.id")
    def _get_needed_names(self):
        """Return the names of the fields that have to be filled in."""
        fields = self.sudo().field_ids
        return [field.name for field in fields if field.ttype != "boolean"]

    @ormcache("self.id")
    def _get_needed_kind_ids(self):
        """Return the ids of the kinds of tasks that have to be done."""
        return self.sudo().with_context(active_test=True).activity_type_ids.ids

    def write(self, vals):
        result = super().write(vals)
        # what stages and checks keep of each other
        if {"active", "activity_type_ids", "field_ids", "model_id"} & vals.keys():
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    def _find_failures_activities(self, documents):
        groups = (
            self.env["mail.activity"]
            .with_context(active_test=False)
            ._read_group(
                [
                    ("res_model", "=", documents._name),
                    ("res_id", "in", documents.ids),
                    ("activity_type_id", "in", self._get_needed_kind_ids()),
                ],
                ["res_id", "activity_type_id", "active"],
            )
        )
        kinds = self.env["mail.activity.type"]
        found = {(res_id, kind.id, is_open) for res_id, kind, is_open in groups}
        failures = {}
        for document_id in documents.ids:
            late = [
                kind_id
                for kind_id in self._get_needed_kind_ids()
                if (document_id, kind_id, False) not in found
                or (document_id, kind_id, True) in found
            ]
            if late:
                failures[document_id] = self.env._(
                    "Not done yet: %(tasks)s",
                    tasks=", ".join(kinds.browse(late).mapped("name")),
                )
        return failures

    def _find_failures_action(self, documents):
        action = self.server_action_id.with_context(
            active_model=documents._name,
            active_ids=documents.ids,
            active_id=documents[:1].id,
        )
        result = action.run()
        if not isinstance(result, dict) or "failures" not in result:
            raise UserError(
                self.env._(
                    "The code of the check “%(check)s” gave no answer. Ask an "
                    "administrator to set action = {'failures': {…}} in it.",
                    check=self.name,
                )
            )
        known = set(documents.ids)
        return {
            document_id: reason or self._get_reason()
            for document_id, reason in result["failures"].items()
            if document_id in known
        }

    def _run(self, documents):
        """Return ``{document_id: [failure]}`` over all checks of the recordset.

        A failure is a mapping that a screen can show as it is: check_id, name,
        reason, remedy. The number of queries depends on the checks only.
        """
        failures = {}
        checks = self.filtered(lambda check: check.model == documents._name)
        together = checks._ask_together(documents)
        for check in checks:
            found = together.get(check)
            if found is None:
                found = check._find_failures(documents)
            for document_id, reason in found.items():
                failures.setdefault(document_id, []).append(
                    check._prepare_failure(document_id, reason)
                )
        return failures

    def _ask_together(self, documents):
        """Return ``{check: {document_id: reason}}`` of all that ask by a condition.

        One statement tells which documents meet which of the conditions, as
        :meth:`_find_failures` would ask for each of them.
        """
        checks_sudo = self.sudo().filtered(lambda check: check.kind == "domain")
        if len(checks_sudo) < 2 or not documents.ids:
            return {}
        passed = checks_sudo._read_met(documents)
        return {
            check: {
                document_id: check._get_reason()
                for document_id, answers in passed.items()
                if not answers[place]
            }
            for place, check in enumerate(checks_sudo)
        }

    def _read_met(self, documents):
        """Return ``{document_id: [whether it meets each of these conditions]}``."""
        documents = documents.sudo().with_context(active_test=False)
        documents.env.flush_all()
        query = documents._search(Domain("id", "in", documents.ids))
        columns, model = [], documents.browse()
        for check in self:
            # as a search does: of the model, not in the currency of one of them
            met = check._get_domain().optimize_full(model)
            met_sql = met._to_sql(model, query.table, query)
            columns.append(SQL("COALESCE(%s, FALSE)", met_sql))
        rows = self.env.execute_query(
            query.select(SQL.identifier(query.table, "id"), *columns)
        )
        passed = dict.fromkeys(documents.ids, [False] * len(self))
        passed.update((row[0], row[1:]) for row in rows)
        return passed

    def _prepare_failure(self, document_id, reason):
        return {
            "record_id": document_id,
            "check_id": self.id,
            "name": self.name,
            "reason": reason,
            "remedy": self.remedy or "",
            "can_override": bool(
                self.sudo().override_group_ids & self.env.user.all_group_ids
            ),
        }
