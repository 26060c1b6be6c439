# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import phones

CALLERS = (
    "bank_crm_core.group_crm_manager",
    "bank_crm_core.group_crm_operator",
)
# what people enter while the call goes on; the rest follows from what they press
ENTERED = {"partner_id", "note"}
FEW = 10


class BankPhoneCall(models.Model):
    """A call that somebody of the bank has on the line, until he says who it was.

    Whatever dials or receives (telephony of a later addon, the number typed by hand)
    begins it with :meth:`_ring`; it stays on the screen over a refresh. What was
    said stands among the client's contacts; of an unknown number it stands here.
    """

    _name = "bank.phone.call"
    _description = "Phone Call"
    _order = "date desc, id desc"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    number = fields.Char(string="Phone Number", required=True, readonly=True)
    digits = fields.Char(compute="_compute_digits", store=True, index="btree_not_null")
    direction = fields.Selection(
        selection=[("in", "From the Client"), ("out", "To the Client")],
        required=True,
        default="in",
        readonly=True,
    )
    date = fields.Datetime(
        required=True, readonly=True, default=lambda self: fields.Datetime.now()
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        index="btree_not_null",
        ondelete="set null",
        domain=[("client_kind", "!=", False)],
    )
    candidate_ids = fields.Many2many(
        comodel_name="res.partner",
        compute="_compute_candidates",
        string="Have This Number",
    )
    is_unknown = fields.Boolean(string="Unknown Number", compute="_compute_candidates")
    is_new_phone = fields.Boolean(compute="_compute_candidates")
    note = fields.Text(string="What Was Said")
    outcome = fields.Selection(
        selection=[
            ("client", "Known Client"),
            ("attached", "Another Phone of a Client"),
            ("note", "Noted Only"),
        ],
        readonly=True,
        help="Empty while the call is open.",
    )

    _open_idx = models.Index("(user_id, date) WHERE outcome IS NULL")

    @api.depends("number")
    def _compute_digits(self):
        for call in self:
            call.digits = phones.digits(call.number)

    @api.depends("digits", "partner_id")
    @api.depends_context("uid")
    def _compute_candidates(self):
        """Whose number it is, as far as the reader may see them."""
        found = self._find_clients(self.mapped("digits"))
        nobody = self.env["res.partner"]
        for call in self:
            clients = found.get(call.digits, nobody)
            call.candidate_ids = clients
            call.is_unknown = not clients
            call.is_new_phone = bool(call.partner_id) and (
                call.partner_id._origin not in clients
            )

    @api.model
    def _find_clients(self, digits):
        """Return ``{digits: clients}`` over all phones of clients and contacts."""
        rows = self.env["bank.client.phone"].search(
            [("digits", "in", [number for number in digits if number])],
            limit=FEW * max(1, len(digits)),
        )
        found = {}
        for row in rows:
            owner = row.partner_id
            client = owner if owner.client_kind else owner.parent_id
            if client.client_kind:
                found.setdefault(row.digits, client.browse())
                found[row.digits] |= client
        return found

    @api.model
    def _ring(self, number, user=None, direction="in", partner=None):
        """Begin a call on the screen of ``user``; return it. For telephony and buttons.

        A number of one client is his; of several the employee asks who it is.
        """
        user = user or self.env.user
        if not phones.digits(number or ""):
            raise UserError(self.env._("Type the number, digits are enough."))
        calls = self.with_user(user)
        found = calls._find_clients([phones.digits(number)]).values()
        clients = partner or next(iter(found), calls.env["res.partner"])
        # nobody writes calls that he did not have
        call_sudo = calls.sudo().create(
            {
                "number": number.strip(),
                "direction": direction,
                "user_id": user.id,
                "partner_id": clients.id if len(clients) == 1 else False,
            }
        )
        call_sudo._tell()
        return call_sudo.sudo(False)

    def _tell(self):
        """Tell the pages of the employee that something is on the line, or no more."""
        self.user_id._bus_send("bank_phone_call", {"id": self.id})

    @api.model
    def register(self, number, direction="in"):
        """The number was typed: begin the call and return the action that shows it."""
        if not any(map(self.env.user.has_group, CALLERS)):
            raise AccessError(self.env._("Calls are taken by those who serve clients."))
        if direction not in ("in", "out"):
            raise UserError(self.env._("A call comes in or goes out."))
        return self._ring(str(number or ""), direction=direction)._open()

    @api.model
    @api.readonly
    def get_open_calls(self):
        """Return what the user has on the line, for the pop-up on every page."""
        calls = self.search(
            [("user_id", "=", self.env.uid), ("outcome", "=", False)], limit=3
        )
        return [
            {
                "id": call.id,
                "number": call.number,
                "title": ", ".join(call.candidate_ids.mapped("display_name"))
                or call.partner_id.display_name
                or self.env._("Unknown number"),
            }
            for call in calls
        ]

    # ------------------------------------------------------------ guard
    def write(self, vals):
        if not self.env.su:
            if closed := vals.keys() - ENTERED:
                raise AccessError(
                    self.env._(
                        "%(fields)s of a call follow from what was done with it.",
                        fields=", ".join(sorted(closed)),
                    )
                )
            self._check_open()
        return super().write(vals)

    def _check_open(self):
        self.check_access("write")
        if any(call.outcome for call in self):
            raise UserError(self.env._("This call is over."))

    # ------------------------------------------------------------ buttons
    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_open(self):
        self.ensure_one()
        self.check_access("read")
        return self._open()

    def action_open_client(self):
        """He is known: write the call down among his contacts and open his card."""
        self.ensure_one()
        self._check_open()
        return self._finish("client")

    def action_attach(self):
        """It is another phone of a client: add it, or ask who may to add it."""
        self.ensure_one()
        self._check_open()
        client = self._get_client()
        if client.has_access("write"):
            if self.is_new_phone:
                self.env["bank.client.phone"].create(
                    {"partner_id": client.id, "number": self.number}
                )
        else:
            # who serves without keeping cards does not decide what a phone opens
            client.sudo().activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Confirm a phone: %(number)s", number=self.number),
                user_id=(client.manager_id or self.env.user).id,
            )
        return self._finish("attached")

    def action_new_client(self):
        """Open an empty card with the number; once saved, the call knows him."""
        self.ensure_one()
        self._check_open()
        self.env["res.partner"].check_access("create")
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Client"),
            "res_model": "res.partner",
            "views": [(form.id, "form")],
            "context": {
                "default_client_kind": "person",
                "default_phone": self.number,
            },
        }

    def action_note_only(self):
        """Nobody's number: what was said stays with the call."""
        self.ensure_one()
        self._check_open()
        if not self.note:
            raise UserError(self.env._("Write down what was said."))
        # checked above; the outcome is closed to hands
        self.sudo().write({"outcome": "note", "partner_id": False})
        self._tell()
        return {"type": "ir.actions.act_window_close"}

    def _get_client(self):
        if not self.partner_id:
            raise UserError(self.env._("Say who it is: choose the client."))
        self.partner_id.check_access("read")
        return self.partner_id

    def _finish(self, outcome):
        client = self._get_client()
        client._log_interaction(
            channel="phone",
            direction=self.direction,
            subject=self.env._("Call %(number)s", number=self.number),
            summary=self.note,
            date=self.date,
            source=self,
        )
        # checked by the buttons; the outcome is closed to hands
        self.sudo().outcome = outcome
        self._tell()
        return client.get_formview_action()
