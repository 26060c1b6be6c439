# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from collections import defaultdict

from odoo import api, models

IMPLIED = {"implied_ids", "implied_by_ids"}


class ResGroups(models.Model):
    """Whom a group is given to, and what it brings with it, are decisions."""

    _inherit = "res.groups"

    def _read_users(self):
        """Return the ids of those to whom each of these groups was given."""
        groups = self.with_context(active_test=False)
        return {group.id: set(group.user_ids.ids) for group in groups}

    def _read_implied(self):
        """Return what each of these groups brings with it, and what brings it."""
        return {
            group.id: (sorted(group.implied_ids.ids), sorted(group.implied_by_ids.ids))
            for group in self
        }

    def _log_users(self, act, earlier):
        """Record who came into these groups and who went; see ``res.users``."""
        changes = defaultdict(lambda: (set(), set()))
        for group_id, ids in self.sudo()._read_users().items():
            before = earlier.get(group_id, set())
            for user_id in ids - before:
                changes[user_id][0].add(group_id)
            for user_id in before - ids:
                changes[user_id][1].add(group_id)
        self.env["res.users"]._log_groups(act, changes)

    def _log_implied(self, act, earlier):
        rows = [
            (
                self.browse(group_id),
                {"act": act, "implied": implied, "implied_by": implied_by},
            )
            for group_id, (implied, implied_by) in self.sudo()._read_implied().items()
            if earlier[group_id] != (implied, implied_by)
        ]
        self.env["bank.decision"]._record("group", rows)

    @api.model_create_multi
    def create(self, vals_list):
        groups = super().create(vals_list)
        groups._log_users("create", {})
        return groups

    def write(self, vals):
        # a caller who may not change them is refused below
        earlier = self.sudo()._read_users() if "user_ids" in vals else None
        implied = self.sudo()._read_implied() if vals.keys() & IMPLIED else None
        result = super().write(vals)
        if earlier is not None:
            self._log_users("write", earlier)
        if implied is not None:
            self._log_implied("write", implied)
        return result

    def unlink(self):
        """Whoever deletes a group takes rights from all who have it."""
        self.check_access("unlink")
        groups = self.sudo()
        changes = defaultdict(lambda: (set(), set()))
        for group_id, ids in groups._read_users().items():
            for user_id in ids:
                changes[user_id][1].add(group_id)
        names = dict(self.env["res.users"]._name_groups(self.ids))
        rows = [
            (
                self.browse(group_id),
                {
                    "act": "unlink",
                    "group": names.get(group_id, ""),
                    "implied": implied,
                    "implied_by": implied_by,
                },
            )
            for group_id, (implied, implied_by) in groups._read_implied().items()
        ]
        # before: a group that is gone has no name any more
        self.env["res.users"]._log_groups("unlink", changes)
        self.env["bank.decision"]._record("group", rows)
        result = super().unlink()
        # stages keep who may enter them
        self.env.registry.clear_cache()
        return result
