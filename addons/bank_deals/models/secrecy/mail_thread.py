# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import UserError


class MailThread(models.AbstractModel):
    """What is written about a confidential deal reaches no stranger.

    Asked anew with each message: a place in the team ends by its day, a task by being
    done, a manager by another one, and none of them takes a follower off.
    """

    _inherit = "mail.thread"

    def _get_told_deals(self):
        """Hook: the deals that messages on these documents tell about, unasked."""
        return self.env["crm.lead"].sudo()

    def _find_pointed_deals(self):
        """Return the deals that rows with ``res_model`` and ``res_id`` are about."""
        deals_sudo = self.env["crm.lead"].sudo()
        kinds = self.env["bank.deal.secret.mixin"]._get_secret_models()
        for name, rows in self.sudo().grouped("res_model").items():
            if name in kinds:
                found = (
                    self.env[name].sudo().browse(set(rows.mapped("res_id"))).exists()
                )
                deals_sudo |= found if name == "crm.lead" else found.deal_id
        return deals_sudo

    def _get_secret_deals(self):
        return self._get_told_deals().filtered("confidentiality")

    def _find_strangers(self, partners):
        """Return the colleagues among these who may not read the documents."""
        strangers = self.env["res.partner"]
        for partner in partners.sudo().with_context(active_test=False):
            staff = partner.user_ids.filtered(lambda user: not user.share)
            if staff and not any(self._is_read_by(user) for user in staff):
                strangers |= partner
        return strangers

    def _is_read_by(self, user):
        return user.active and self.with_user(user).has_access("read")

    def _find_outsiders(self, partners, deals_sudo):
        """Return those among these who are neither of the bank nor of the client."""
        clients = deals_sudo.partner_id.commercial_partner_id
        return partners.sudo().filtered(
            lambda partner: (
                partner.partner_share and partner.commercial_partner_id not in clients
            )
        )

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        found = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        deals_sudo = self._get_secret_deals() if found else None
        if not deals_sudo:
            return found
        followers = [row["id"] for row in found if row["is_follower"]]
        told = self.env["res.partner"].browse([row["id"] for row in found])
        strangers = self._find_strangers(told)
        outsiders = self._find_outsiders(told.browse(followers), deals_sudo)
        # who left goes off the list with the first message that is not for him
        self.sudo().message_unsubscribe((strangers | outsiders).ids)
        named = (msg_vals or {}).get("partner_ids") or message.sudo().partner_ids.ids
        kept_away = {*strangers.ids, *(set(outsiders.ids) - set(named))}
        return [row for row in found if row["id"] not in kept_away]

    def message_post(self, *, partner_ids=None, **kwargs):
        """Whoever is named in a message reads it: a stranger is not to be named."""
        if partner_ids and self._get_secret_deals():
            named = self.env["res.partner"].browse(partner_ids)
            if strangers := self._find_strangers(named):
                raise UserError(
                    self.env._(
                        "The deal is confidential: %(names)s would read what is not "
                        "for them. Give a task, or write without them.",
                        names=", ".join(strangers.mapped("name")),
                    )
                )
        return super().message_post(partner_ids=partner_ids, **kwargs)

    @api.private
    def message_notify(self, *, partner_ids=False, **kwargs):
        """What the server tells, as an alert, it tells no stranger either."""
        if partner_ids and self._get_secret_deals():
            told = self.env["res.partner"].browse(partner_ids)
            told -= self._find_strangers(told)
            if not told:
                return self.env["mail.message"]
            partner_ids = told.ids
        return super().message_notify(partner_ids=partner_ids, **kwargs)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody is made to follow what is kept from him."""
        result = super().message_subscribe(partner_ids, subtype_ids)
        if partner_ids:
            self._dismiss_strangers()
        return result

    def _dismiss_strangers(self):
        """Whoever does not see the deal is not written to about it."""
        if not self._get_secret_deals():
            return
        self.env.flush_all()
        self.env.invalidate_all()
        for document_sudo in self.sudo():
            if deals_sudo := document_sudo._get_secret_deals():
                told = document_sudo.message_partner_ids
                strangers = document_sudo._find_strangers(told)
                strangers |= document_sudo._find_outsiders(told, deals_sudo)
                document_sudo.message_unsubscribe(strangers.ids)
