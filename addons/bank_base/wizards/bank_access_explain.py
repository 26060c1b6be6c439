# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools.safe_eval import safe_eval

AUDITOR_GROUP = "bank_base.group_bank_auditor"
WHOLE_GROUP = "bank_base.group_bank_whole"


class BankAccessExplain(models.TransientModel):
    """Who can see this record and why, answered by the very rules that decide.

    Users with the same groups, companies and place towards the record's branch are
    one class and are asked once; whom the record names (its manager, the holder of a
    task on it) is asked by himself.
    """

    _name = "bank.access.explain"
    _description = "Who Can See This"

    name = fields.Char(string="Document", readonly=True)
    line_ids = fields.One2many(
        comodel_name="bank.access.explain.line",
        inverse_name="explain_id",
        readonly=True,
    )

    @api.model
    def action_explain(self, res_model, res_id):
        """Open the answer for one record, for the auditor and the head of its branch."""
        record = self.env[res_model].browse(res_id if type(res_id) is int else ())
        record = record.exists()
        record.ensure_one()
        record.check_access("read")
        self._check_may_ask(record)
        explain = self.create(
            {
                "name": record.display_name,
                "line_ids": [
                    fields.Command.create(line) for line in self._explain(record)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Who Can See This"),
            "res_model": self._name,
            "res_id": explain.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _check_may_ask(self, record):
        """Rights of colleagues are known to the auditor and to the head of a branch."""
        heads = self.env["bank.branch"].sudo().browse(self._get_scope(record)).head_id
        if self.env.user.has_group(AUDITOR_GROUP) or self.env.user in heads:
            return
        raise AccessError(
            self.env._("Only the auditor and the head of the branch ask who sees this.")
        )

    @api.model
    def _get_scope(self, record):
        """Return the ids of the branches whose people the record may concern."""
        branch_sudo = (
            record.sudo()["branch_id"] if "branch_id" in record._fields else None
        )
        if not branch_sudo or branch_sudo._name != "bank.branch":
            return set()
        return {int(part) for part in branch_sudo.parent_path.split("/") if part}

    @api.model
    def _explain(self, record):
        """Return one dict for each user who can read the record."""
        lines = []
        for users_sudo in self._group_users(record):
            example = users_sudo[0].sudo(False)
            rights = self._get_rights(record, example)
            if not rights["can_read"]:
                continue
            reason = self._get_reason(record, example)
            lines += [
                {**rights, "user_id": user.id, "reason": reason} for user in users_sudo
            ]
        return lines

    def _group_users(self, record):
        """Return recordsets of users whose rights to the record are the same."""
        # the caller may ask, see _check_may_ask; only names are shown of them
        users_sudo = self.env["res.users"].sudo().search([("share", "=", False)])
        named, scope = self._get_named_users(record), self._get_scope(record)
        classes = defaultdict(self.env["res.users"].sudo().browse)
        for user in users_sudo:
            branches = set(user.branch_ids.ids)
            key = (
                user.id in named and user.id,
                frozenset(user.all_group_ids.ids),
                frozenset(user.company_ids.ids),
                frozenset(branches & scope if scope else branches),
            )
            classes[key] |= user
        return list(classes.values())

    def _get_named_users(self, record):
        """Return the ids of users to whom rules may refer by name."""
        record_sudo, named = record.sudo(), {self.env.uid}
        for name, field in record._fields.items():
            if field.relational and field.comodel_name == "res.users" and field.store:
                named.update(record_sudo[name].ids)
        return named | self.env["bank.access.task"].sudo()._find_holders(record)

    def _get_rights(self, record, user):
        theirs = self._as_user(record, user)
        return {
            "can_read": theirs.has_access("read"),
            "can_write": theirs.has_access("write"),
        }

    def _as_user(self, record, user):
        companies = user.sudo().company_ids.ids
        return record.with_user(user).with_context(allowed_company_ids=companies)

    def _get_reason(self, record, user):
        """Return in a sentence why this user can read the record."""
        parts = [
            *self._get_access_list_reasons(record, user),
            *self._get_rule_reasons(record, user),
            *self._get_branch_reasons(record, user),
        ]
        own = self._as_user(record, user).with_context(bank_own_access=True)
        if not own.has_access("read"):
            parts.append(self.env._("an open task, and by nothing else"))
        return "; ".join(parts) or self.env._("every employee may read such documents")

    def _get_access_list_reasons(self, record, user):
        access_sudo = self.env["ir.model.access"].sudo()
        found = access_sudo.search(
            [("model_id.model", "=", record._name), ("perm_read", "=", True)]
        )
        groups = found.group_id & user.sudo().all_group_ids
        roles = self._find_roles(user.sudo(), groups)
        if roles:
            names = ", ".join(sorted(roles.mapped("name"))[:3])
            yield self.env._("role: %(names)s", names=names)

    @api.model
    def _find_roles(self, user_sudo, groups):
        """Return the groups given to a user that bring the right with them.

        What every employee has is not called a role.
        """
        everybody = self.env.ref("base.group_user").sudo()
        given = user_sudo.group_ids - everybody
        return given.filtered(
            lambda group: (groups - everybody) & (group | group.all_implied_ids)
        )

    def _get_rule_reasons(self, record, user):
        theirs = self._as_user(record, user)
        rules = theirs.env["ir.rule"]
        context = rules._eval_context()
        record_sudo = theirs.sudo().with_context(active_test=False)
        names = []
        for rule in rules._get_rules(record._name, mode="read").sudo():
            domain = safe_eval(rule.domain_force, context) if rule.domain_force else []
            if rule.groups and record_sudo.filtered_domain(domain):
                names.append(rule.name)
        if names:
            yield self.env._("rule: %(names)s", names=", ".join(names[:3]))

    def _get_branch_reasons(self, record, user):
        scope = self._get_scope(record)
        branches = user.sudo().branch_ids.filtered(lambda branch: branch.id in scope)
        if user.has_group(WHOLE_GROUP):
            yield self.env._("no branch wall holds for the role")
        elif branches:
            names = ", ".join(branches.mapped("complete_name"))
            yield self.env._("works in %(branches)s", branches=names)
