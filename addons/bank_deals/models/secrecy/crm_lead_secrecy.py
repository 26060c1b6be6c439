# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.bank_crm_core.models.identity.bank_identity_unmask import (
    LEAST_REASON,
)


class CrmLead(models.Model):
    """Setting and lifting the confidentiality of a deal, with the reason."""

    _inherit = "crm.lead"

    def action_confidentiality(self):
        """Open the dialog in which it is set and lifted."""
        self.ensure_one()
        self._check_may_set_confidentiality()
        dialog = self.env["bank.deal.secrecy"].create(
            {
                "deal_id": self.id,
                "level": self.confidentiality or "open",
                "user_ids": [Command.set(self.confidant_ids.ids)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confidentiality"),
            "res_model": dialog._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _check_may_set_confidentiality(self):
        """The manager of the deal does, and a head of the branch who sees it."""
        self.check_access("write")
        heads = self.env.user.sudo().head_branch_ids
        for deal in self:
            if deal.user_id != self.env.user and deal.branch_id not in heads:
                raise AccessError(
                    self.env._(
                        "Only the manager of the deal or the head of its branch says "
                        "how confidential it is."
                    )
                )
            if not deal.process_id or not deal.user_id:
                raise UserError(
                    self.env._("Only a deal with a product and a manager is closed.")
                )

    def _set_confidentiality(self, level, users, reason):
        """Close a deal to others, or open it; who and why stands in the log.

        :param level: ``team``, ``named`` or False
        """
        self.ensure_one()
        self._check_may_set_confidentiality()
        if len((reason or "").strip()) < LEAST_REASON:
            raise UserError(
                self.env._("Say why, in a sentence: it is kept in the decision log.")
            )
        users = users if level == "named" else users.browse()
        self._check_confidants(users)
        payload = {
            "from": self.confidentiality or "open",
            "to": level or "open",
            "users": sorted(users.ids),
            "reason": self.env["bank.decision"]._hash_text(reason.strip()),
        }
        # who may has been asked above
        self.sudo().write(
            {"confidentiality": level, "confidant_ids": [Command.set(users.ids)]}
        )
        self.message_post(body=reason.strip(), subtype_xmlid="mail.mt_note")
        self.env["bank.decision"]._record("deal_secrecy", [(self, payload)])
        self._dismiss_strangers()

    def _check_confidants(self, users):
        """The wall of the branch stands above the list of names."""
        for user_sudo in users.sudo():
            is_inside = self.branch_id in user_sudo.client_branch_ids
            if not user_sudo.active or not user_sudo._is_internal() or not is_inside:
                raise UserError(
                    self.env._(
                        "%(user)s does not work with the clients of this branch: give "
                        "a task on the deal instead.",
                        user=user_sudo.name,
                    )
                )

    def _get_told_deals(self):
        return self.sudo()

    def _dismiss_strangers(self):
        """Whoever does not see the deal is not written to about its documents either."""
        super()._dismiss_strangers()
        if not self._get_secret_deals():
            return
        for name in self.env["bank.deal.secret.mixin"]._get_deal_documents():
            documents = self.env[name]
            if isinstance(documents, self.env.registry["mail.thread"]):
                documents_sudo = documents.sudo().with_context(active_test=False)
                domain = [("deal_id", "in", self.ids)]
                documents_sudo.search(domain)._dismiss_strangers()

    def write(self, vals):
        """Who hands a deal over follows it no longer, unless he still sees it."""
        result = super().write(vals)
        if vals.keys() & {"user_id", "partner_id"}:
            self._dismiss_strangers()
        return result
