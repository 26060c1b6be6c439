# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    branch_ids = fields.Many2many(
        comodel_name="bank.branch",
        relation="bank_branch_res_users_rel",
        string="Branches",
        help="The employee works with the clients of these branches and of all "
        "branches below them.",
    )
    headed_branch_ids = fields.One2many(
        comodel_name="bank.branch", inverse_name="head_id", string="Head Of"
    )
    branch_wall_ids = fields.Many2many(
        comodel_name="bank.branch",
        compute="_compute_branch_wall_ids",
        string="Visible Branch Trees",
        help="Tops of the branch trees whose clients the user may see.",
    )

    task_documents = fields.Json(
        compute="_compute_task_documents",
        help="What the open tasks of the user let him read: ids by model.",
    )

    def _compute_task_documents(self):
        for user in self:
            documents = self.env["bank.access.task"].sudo()._read_documents(user.id)
            user.task_documents = documents

    @api.depends("branch_ids", "group_ids")
    def _compute_branch_wall_ids(self):
        """Everybody sees from his branches down; who audits the bank, all of it."""
        tops = self.env["bank.branch"].sudo().search([("parent_id", "=", False)])
        for user in self:
            if user.has_group("bank_base.group_bank_whole"):
                user.branch_wall_ids = tops
            else:
                user.branch_wall_ids = user.sudo().branch_ids

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        # whoever may make users need not see branches
        users.filtered(lambda user: user.sudo().branch_ids)._log_branches()
        groups = users.sudo()._read_groups()
        users._log_groups("create", {id_: (ids, set()) for id_, ids in groups.items()})
        return users

    def write(self, vals):
        # a caller who may not change them is refused below
        earlier = self.sudo()._read_groups() if "group_ids" in vals else None
        result = super().write(vals)
        if "branch_ids" in vals:
            self._log_branches()
        if earlier is not None:
            groups = self.sudo()._read_groups()
            changes = {
                id_: (ids - earlier[id_], earlier[id_] - ids)
                for id_, ids in groups.items()
            }
            self._log_groups("write", changes)
        return result

    def _read_groups(self):
        """Return the ids of the groups that were given to each of these users."""
        return {user.id: set(user.group_ids.ids) for user in self}

    def _log_groups(self, act, changes):
        """Record which groups were given to users, and which taken from them.

        Groups come in by the form of the user and by that of the group; both call it.

        :param changes: ``{user: (given, taken)}``, sets of ids
        """
        rows = [
            (
                self.browse(user_id),
                {
                    "act": act,
                    "given": self._name_groups(given),
                    "taken": self._name_groups(taken),
                },
            )
            for user_id, (given, taken) in changes.items()
            if given or taken
        ]
        self.env["bank.decision"]._record("group", rows)

    @api.model
    def _name_groups(self, ids):
        """Return pairs of the id and the external name of groups: names outlive ids."""
        # what a group is called is no secret
        groups = self.env["res.groups"].sudo().browse(sorted(ids))
        names = groups.exists().get_external_id()
        return [[id_, names.get(id_) or ""] for id_ in groups.ids]

    def _log_branches(self):
        """Record whose clients these users see: the form of a branch does it, too."""
        rows = [
            (
                user,
                {
                    "act": "write",
                    "fields": ["branch_ids"],
                    "branches": sorted(user.sudo().branch_ids.ids),
                },
            )
            for user in self
        ]
        self.env["bank.decision"]._record("config", rows)

    def _get_invalidation_fields(self):
        return super()._get_invalidation_fields() | {"branch_ids"}

    def _get_branch_heads(self):
        """Return the heads of the user's branches and of all branches above them."""
        self.ensure_one()
        # the tree of branches is no secret, and the caller asks about one employee
        branches_sudo = self.sudo().branch_ids
        ids = {
            int(part)
            for row in branches_sudo
            for part in row.parent_path.split("/")
            if part
        }
        return branches_sudo.browse(ids).head_id.sudo(False)

    def _filter_act_holders(self, act):
        """Return those of these users who have the right to an act themselves."""
        entry = self.env["bank.registry.act"]._get_entries().get(act, {})
        names = [name.strip() for name in entry.get("groups", "").split(",") if name]
        if not names:
            return self
        groups = self.env["res.groups"].browse(
            self.env["ir.model.data"]._xmlid_to_res_id(name) for name in names
        )
        # what a colleague may do is read to decide, not to show
        return self.filtered(lambda user: user.sudo().all_group_ids & groups)
