# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.bank_crm_core.models.contact.mail_message import STATUTORY_GROUP
from odoo.addons.bank_crm_core.tools import contact

WHOLE_BANK_GROUP = "bank_core_mass_mailing.group_mailing_whole_bank"
LEAVING = ("in_queue", "sending")


class MailingMailing(models.Model):
    """A mailing has a purpose and a topic, and goes to whom its sender may see.

    The sender is whoever has put it into the queue: the scheduler sends it with his
    sight of clients, so that nobody reaches a client beyond his wall.
    """

    _inherit = "mailing.mailing"

    contact_purpose = fields.Selection(
        selection=list(contact.PURPOSES),
        string="Purpose",
        required=True,
        default="marketing",
        tracking=True,
        help="What the contact gate is asked about. Anything but marketing is declared "
        "by who sends and words notices.",
    )
    product_category_id = fields.Many2one(
        comodel_name="bank.product.category",
        string="About Products",
        ondelete="restrict",
        tracking=True,
        help="Consents and “do not disturb” may hold for some products only.",
    )
    segment_id = fields.Many2one(
        comodel_name="bank.segment",
        ondelete="restrict",
        tracking=True,
        help="Its clients are the recipients.",
    )
    sender_id = fields.Many2one(
        comodel_name="res.users",
        string="Sent by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Whose sight of clients decides whom it goes to.",
    )
    can_change_purpose = fields.Boolean(compute="_compute_can_change_purpose")

    @api.depends_context("uid")
    def _compute_can_change_purpose(self):
        self.can_change_purpose = self.env.user.has_group(STATUTORY_GROUP)

    @api.depends("segment_id")
    def _compute_mailing_domain(self):
        with_segment = self.filtered("segment_id")
        super(MailingMailing, self - with_segment)._compute_mailing_domain()
        for mailing in with_segment:
            mailing.mailing_domain = repr(
                [("segment_ids", "in", mailing.segment_id.ids)]
            )

    @api.onchange("segment_id")
    def _onchange_segment_id(self):
        if self.segment_id:
            self.mailing_model_id = self.env["ir.model"]._get("res.partner")

    # ------------------------------------------------------------ who changes it
    @api.model_create_multi
    def create(self, vals_list):
        purpose = self.default_get(["contact_purpose"]).get("contact_purpose")
        for vals in vals_list:
            # set, or a default of the caller's own would fill it in unasked
            vals.setdefault("contact_purpose", purpose or "marketing")
            self._check_purpose_claimed(vals["contact_purpose"])
            self._prepare_segment(vals)
            self._note_sender(vals)
        mailings = super().create(vals_list)
        mailings._check_segment()
        return mailings

    def write(self, vals):
        if not self.env.su:
            for purpose in {vals.get("contact_purpose"), *self._get_purposes()}:
                self._check_purpose_claimed(purpose)
        self._prepare_segment(vals)
        self._note_sender(vals)
        result = super().write(vals)
        if "segment_id" in vals:
            self._check_segment()
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if self.env.uid == SUPERUSER_ID:
            # the scheduler sends the winner of a test for whoever has sent the test
            for mailing, vals in zip(self, vals_list, strict=True):
                vals["sender_id"] = mailing.sender_id.id
        return vals_list

    def _get_purposes(self):
        return set(self.sudo().mapped("contact_purpose"))

    @api.model
    def _check_purpose_claimed(self, purpose):
        """Refuse whatever is no marketing to who has no right to declare, or change, it."""
        if purpose in (None, "marketing") or self.env.su:
            return
        if not self.env.user.has_group(STATUTORY_GROUP):
            raise AccessError(
                self.env._(
                    "Only marketing mailings are yours to prepare. Ask who sends and "
                    "words notices for a mailing of another purpose."
                )
            )

    @api.model
    def _prepare_segment(self, vals):
        if vals.get("segment_id"):
            vals["mailing_model_id"] = self.env["ir.model"]._get_id("res.partner")

    @api.model
    def _note_sender(self, vals):
        """Whoever lets it go is its sender; nobody names another one."""
        if vals.get("sender_id") and not self.env.su:
            raise AccessError(self.env._("Whoever sends a mailing is its sender."))
        if vals.get("state") in LEAVING and self.env.uid != SUPERUSER_ID:
            vals["sender_id"] = self.env.uid

    def _check_segment(self):
        """Nobody mails to a segment that is not his to see."""
        if not self.env.su:
            self.segment_id.check_access("read")

    # ------------------------------------------------------------ whom it goes to
    def _get_sender(self):
        """Return whose sight of clients decides: who looks at it, or has sent it."""
        self.ensure_one()
        if self.env.uid != SUPERUSER_ID:
            return self.env.user
        # the scheduler has no sight of its own
        mailing_sudo = self.sudo()
        return mailing_sudo.sender_id or mailing_sudo.create_uid

    def _is_whole_bank(self):
        """Tell whether it goes beyond the wall: to clients, by a right of its own."""
        return (
            self.mailing_model_real == "res.partner"
            and self._get_sender().has_group(WHOLE_BANK_GROUP)
        )

    def _with_sight(self):
        """Return the mailing with the sight of its sender."""
        if self._is_whole_bank():
            # the right has just been asked for; only clients are looked for
            return self.sudo()
        return self.sudo(False).with_user(self._get_sender())

    def _get_recipients_domain(self):
        domain = super()._get_recipients_domain()
        if self.segment_id:
            domain &= Domain("segment_ids", "in", self.segment_id.ids)
        if self._is_whole_bank():
            domain &= Domain("client_kind", "!=", False)
        return domain

    def _get_recipients(self):
        seeing = self._with_sight()
        if not seeing.env[self.mailing_model_real].has_access("read"):
            return []
        return super(MailingMailing, seeing)._get_recipients()

    def _compute_total(self):
        for mailing in self:
            seeing = mailing._with_sight()
            super(MailingMailing, seeing)._compute_total()
            mailing.total = seeing.total

    def action_put_in_queue(self):
        self.check_access("write")
        # whom it holds tonight is not whom it holds now
        self.segment_id.sudo()._refresh()
        return super().action_put_in_queue()
