# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

TEMPLATE = "bank_crm_core.mail_template_event_invitation"


class BankEventGuest(models.Model):
    """A client on the list of an event: invited or not and why, what he answered,
    whether he came and what for.
    """

    _name = "bank.event.guest"
    _description = "Client at an Event"
    _inherit = ["bank.client.fact.mixin"]
    _order = "event_id, id"
    _rec_name = "partner_id"

    event_id = fields.Many2one(
        comodel_name="calendar.event", required=True, index=True, ondelete="cascade"
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    manager_id = fields.Many2one(related="partner_id.manager_id")
    invite_state = fields.Selection(
        selection=[
            ("listed", "Not Invited Yet"),
            ("invited", "Invited"),
            ("blocked", "May Not Be Invited"),
        ],
        string="Invitation",
        default="listed",
        required=True,
        readonly=True,
        copy=False,
    )
    invite_reason = fields.Char(string="Why Not", readonly=True, copy=False)
    answer = fields.Selection(
        selection=[("yes", "Will Come"), ("no", "Declined")], copy=False
    )
    result = fields.Selection(
        selection=[("came", "Came"), ("absent", "Did Not Come")], copy=False
    )
    interest_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="Interested in",
        ondelete="restrict",
        copy=False,
    )
    note = fields.Char(string="Notes", copy=False)
    interaction_id = fields.Many2one(
        comodel_name="bank.interaction",
        string="Recorded As",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _guest_uniq = models.Constraint(
        "UNIQUE (event_id, partner_id)", "This client is on the list already."
    )

    @api.model
    def _get_own_fields(self):
        """What only the mechanisms write."""
        return {"invite_state", "invite_reason", "interaction_id"}

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            own = {"invite_state": "listed", "invite_reason": False}
            own["interaction_id"] = False
            vals_list = [{**vals, **own} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        fixed = self._get_own_fields() | {"event_id", "partner_id"}
        if vals.keys() & fixed and not self.env.su:
            raise AccessError(
                self.env._("Use the buttons: an invitation is not entered by hand.")
            )
        return super().write(vals)

    @api.model
    def _get_kept_domain(self):
        """Hook: rows that tell what has been between the bank and the client."""
        return (
            Domain("invite_state", "!=", "listed")
            | Domain("answer", "!=", False)
            | Domain("result", "!=", False)
            | Domain("interaction_id", "!=", False)
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        if kept := self.filtered_domain(self._get_kept_domain())[:1]:
            raise UserError(
                self.env._(
                    "“%(client)s” stays on the list: an invitation or a result is "
                    "written down. Enter what has changed instead.",
                    client=kept.sudo().partner_id.name,
                )
            )

    # ------------------------------------------------------------ inviting
    def _invite(self, channel):
        """Invite through the contact gate; who may not be is listed with the reason."""
        self.check_access("write")
        waiting = self.filtered(lambda guest: guest.invite_state != "invited")
        blockers = waiting.partner_id._get_contact_blockers(channel.code, "marketing")
        for guest in waiting:
            reason = blockers.get(guest.partner_id.id)
            if not reason:
                try:
                    with self.env.cr.savepoint():
                        guest._do_invite(channel)
                except UserError as error:
                    reason = str(error)
            # who may has been asked; nobody enters it by hand
            guest.sudo().write(
                {
                    "invite_state": "blocked" if reason else "invited",
                    "invite_reason": reason,
                }
            )

    def _do_invite(self, channel):
        client = self.partner_id
        if channel.code != "email":
            # whoever may put a client on the list may have him called
            client.sudo().activity_schedule(
                "mail.mail_activity_data_call",
                summary=self.env._("Invite: %(event)s", event=self.event_id.name),
                user_id=client.manager_id.id or self.env.uid,
            )
            return
        if not client.email:
            raise UserError(self.env._("The client has no e-mail address."))
        template_sudo = self.env.ref(TEMPLATE).sudo()
        template_sudo.with_context(lang=client.lang).send_mail(self.id)

    # ------------------------------------------------------------ afterwards
    def _record_results(self):
        """Write what has come of it on the cards, and plan what follows, once."""
        self.check_access("write")
        for guest in self.filtered(lambda row: row.result and not row.interaction_id):
            row = guest.partner_id._log_interaction(
                channel="meeting",
                subject=guest.event_id.name,
                summary=guest._get_words(),
                date=guest.event_id.start,
                source=guest.event_id,
            )
            guest.sudo().interaction_id = row
            if guest.result == "came" and guest.interest_id:
                guest._plan_next()

    def _get_words(self):
        kinds = dict(self._fields["result"]._description_selection(self.env))
        parts = [kinds[self.result]]
        if self.interest_id:
            parts.append(
                self.env._("interested in: %(what)s", what=self.interest_id.name)
            )
        return ". ".join(filter(None, [*parts, self.note]))

    def _plan_next(self):
        client = self.partner_id
        client.sudo().activity_schedule(
            "mail.mail_activity_data_call",
            summary=self.env._(
                "Offer: %(what)s (%(event)s)",
                what=self.interest_id.name,
                event=self.event_id.name,
            ),
            user_id=client.manager_id.id or self.env.uid,
        )
