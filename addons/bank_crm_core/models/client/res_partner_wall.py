# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError


class ResPartner(models.Model):
    """What rules on rows cannot say: who may move a client, and where to.

    The rules themselves are global ones (``security/``): group rules are joined by
    OR, so that a rule of any other addon would open the wall.
    """

    _inherit = "res.partner"

    @api.model
    def _get_wall_fields(self):
        """Hook: fields that decide who sees and who changes a client."""
        return {"client_kind", "branch_id", "manager_id", "parent_id"}

    @api.model
    def default_get(self, fields):
        """Show on a new card whose the client will be."""
        values = super().default_get(fields)
        if "client_kind" in fields and values.get("client_kind"):
            owner = {}
            self._add_owner_values(values, owner)
            values.update({name: owner[name] for name in owner if name in fields})
        return values

    @api.model_create_multi
    def create(self, vals_list):
        defaults = self.default_get(["client_kind", "parent_id"])
        for vals in vals_list:
            self._add_owner_values({**defaults, **vals}, vals)
        return super().create(vals_list)

    def _add_owner_values(self, given, vals):
        """Set, not only default: neither the caller's context nor his own defaults
        choose whose a client is or which wall a contact stands behind.
        """
        if given.get("client_kind"):
            vals.setdefault("manager_id", self._default_manager_id().id)
            vals.setdefault("branch_id", self._get_default_branch().id)
        else:
            # only copied from the client that the contact is put under
            parent_sudo = self.browse(given.get("parent_id")).sudo()
            vals["manager_id"] = parent_sudo.manager_id.id
            vals["branch_id"] = parent_sudo.branch_id.id

    def _get_default_branch(self):
        """Return the branch whose clients the user enters, when there is one only."""
        branches = self.env.user.sudo().branch_ids
        return branches if len(branches) == 1 else branches.browse()

    def write(self, vals):
        moved = self._get_wall_fields() & vals.keys()
        if not moved or self.env.su:
            return super().write(vals)
        if blocker := self._get_move_blocker(vals):
            raise AccessError(blocker)
        if vals.get("client_kind") and not any(self.mapped("client_kind")):
            vals = dict(vals)
            self._add_owner_values(vals, vals)
        result = super().write(vals)
        # where they have come to must be where this user may write, too
        self.check_access("write")
        return result

    def _get_move_blocker(self, vals):
        """Return why the user may not move these clients and contacts, or False."""
        clients = self.filtered("client_kind")
        if clients and "client_kind" in vals and not vals["client_kind"]:
            return self.env._("A client stays a client. Archive the card instead.")
        contacts = self.filtered("branch_id") - clients
        is_kept = contacts and not vals.get("client_kind")
        if blocker := is_kept and self._get_contact_move_blocker(vals):
            return blocker
        changed = clients.filtered(lambda client: client._is_owner_changed(vals))
        heads = self.env.user.sudo().head_branch_ids
        if changed and changed.sudo().branch_id - heads:
            return self.env._(
                "Only the head of the branch gives a client to another manager or "
                "branch."
            )
        return False

    @api.model
    def _get_contact_move_blocker(self, vals):
        """A contact never leaves the wall: what is known of him is the client's."""
        parent_sudo = self.browse(vals.get("parent_id")).sudo()
        if "parent_id" in vals and not parent_sudo.branch_id:
            return self.env._(
                "A contact of a client cannot stand alone. Archive it, or make it a "
                "client of its own."
            )
        if vals.keys() & {"branch_id", "manager_id"}:
            return self.env._("The branch and the manager are those of the client.")
        return False

    def _is_owner_changed(self, vals):
        return any(
            name in vals and (vals[name] or False) != (self[name].id or False)
            for name in ("branch_id", "manager_id")
        )

    @api.constrains("client_kind", "branch_id", "parent_id")
    def _check_not_staff(self):
        """A user who is walled off would not see himself, a company would not work."""
        walled = self.sudo().filtered("branch_id")
        if not walled:
            return
        domain = fields.Domain("partner_id", "child_of", walled.ids)
        users = self.env["res.users"].sudo().with_context(active_test=False)
        if user := users.search(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "“%(name)s” is the contact of a user and cannot be a client. Enter "
                    "the client as a new card.",
                    name=user.partner_id.display_name,
                )
            )
        if company := self.env["res.company"].sudo().search(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "“%(name)s” is a company of this system and cannot be a client.",
                    name=company.name,
                )
            )

    @api.constrains("manager_id", "branch_id")
    def _check_manager_sees_client(self):
        clients = self.filtered(
            lambda partner: partner.client_kind and partner.manager_id
        )
        for manager, managed in clients.grouped("manager_id").items():
            if managed.branch_id - manager.sudo().client_branch_ids:
                raise ValidationError(
                    self.env._(
                        "%(manager)s does not work with clients of this branch. "
                        "Choose a manager of the branch.",
                        manager=manager.name,
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_agreements(self):
        agreements = self.env["bank.agreement"].sudo()
        if agreements.search_count([("partner_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("A client with agreements is archived, not deleted.")
            )
