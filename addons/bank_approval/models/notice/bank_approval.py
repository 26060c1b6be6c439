# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models


class BankApproval(models.Model):
    """Whoever has sent a request and whoever leads its document hear how it stands.

    Letters tell number and state, never a client's name: reasons are in the request.
    """

    _inherit = "bank.approval"

    def _end(self, state, **values):
        result = super()._end(state, **values)
        self._tell_owners(_tell_state)
        return result

    def _halt(self, state, reason):
        result = super()._halt(state, reason)
        self._tell_owners(_tell_state)
        return result

    def _tell_owners(self, words):
        """Write to each in his language; whoever has done it himself knows it.

        :param words: function of a request that returns subject and body
        """
        for user in self._get_owners() - self.env.user:
            own = self.with_context(lang=user.lang or self.env.lang)
            subject, body = words(own)
            own.message_notify(
                partner_ids=user.partner_id.ids, subject=subject, body=body
            )

    def _get_owners(self):
        """Return who has sent it and who leads the document now, if they work here."""
        document_sudo = self._get_document().sudo()
        owners = self.user_id
        if "user_id" in document_sudo._fields:
            owners |= document_sudo.exists().user_id
        return owners.filtered("active")


def _tell_state(approval):
    labels = dict(approval._fields["state"]._description_selection(approval.env))
    names = {"name": approval.name, "state": labels[approval.state]}
    subject = approval.env._("Request %(name)s: %(state)s", **names)
    return subject, approval.env._("Who has said what, and why, stands in the request.")


def tell_put_off(approval):
    names = {"name": approval.name}
    subject = approval.env._("A committee has put off request %(name)s", **names)
    return subject, approval.env._(
        "It waits in the queue for the next meeting of the committee."
    )
