# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SHOWN = 5
ACCEPTORS = "bank_approval.group_approval_duties"


class BankApprovalDrawnMixin(models.AbstractModel):
    """Nothing comes into force by which one employee both begins and decides."""

    _inherit = "bank.approval.drawn.mixin"
    _server_fields = (
        "drafter_ids",
        "version",
        "origin_id",
        "date_published",
        "duties_reason",
        "duties_user_id",
        "duties_accepted",
    )

    duties_reason = fields.Text(
        string="Why the Ways Are Accepted", readonly=True, copy=False
    )
    duties_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Ways Accepted By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    # whose ways were accepted: a new one has to be accepted anew
    duties_accepted = fields.Json(readonly=True, copy=False)
    can_accept_duties = fields.Boolean(compute="_compute_can_accept_duties")

    @api.depends("state", "drafter_ids")
    @api.depends_context("uid")
    def _compute_can_accept_duties(self):
        for version in self:
            version.can_accept_duties = not version._get_accept_blocker()

    def _get_duties_question(self):
        """Hook: return the routes to prove and the limits to prove them by."""
        raise NotImplementedError

    def _find_ways(self):
        """Return the ways by which one employee both begins and decides."""
        self.ensure_one()
        routes, limits = self.sudo()._get_duties_question()
        return self.env["bank.approval.duties"]._prove(routes, limits)

    def _note_drafter(self):
        result = super()._note_drafter()
        # what was accepted was another drawing
        self.filtered("duties_reason").sudo().write(
            {"duties_reason": False, "duties_user_id": False, "duties_accepted": False}
        )
        return result

    def action_publish(self):
        self.check_access("write")
        if not self.env.su:
            for version in self:
                version._check_duties()
        return super().action_publish()

    def _check_duties(self):
        accepted = set(self.sudo().duties_accepted or ())
        ways = [
            row["text"]
            for row in self._find_ways()
            if row["kind"] == "breach" and row["user"].id not in accepted
        ]
        if not ways:
            return
        more = len(ways) - SHOWN
        tail = [self.env._("… and %(count)s more.", count=more)] if more > 0 else []
        raise UserError(
            "\n".join(
                [
                    self.env._(
                        "One employee could both begin a document and decide about it. "
                        "Change the steps, roles or delegations, or let internal "
                        "control accept it with a reason."
                    ),
                    *ways[:SHOWN],
                    *tail,
                ]
            )
        )

    # Accepting

    def _get_accept_blocker(self):
        """Return why the user cannot accept the ways of this version, or False."""
        if not self.env.user.has_group(ACCEPTORS):
            return self.env._("Internal control of approvals accepts them.")
        if self.state != "draft":
            return self.env._("It is accepted before it comes into force.")
        if self.env.user in self.sudo().drafter_ids:
            return self.env._(
                "You have drawn this version yourself: somebody else accepts it."
            )
        return False

    def action_accept_duties(self, reason):
        """Accept that those who can both begin and decide now can, and say why."""
        self.ensure_one()
        self.check_access("read")
        if blocker := self._get_accept_blocker():
            raise AccessError(blocker)
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Write why the bank accepts it."))
        users = {row["user"].id for row in self._find_ways() if row["kind"] == "breach"}
        # who may accept is checked; the fields are the server's
        self.sudo().write(
            {
                "duties_reason": reason.strip(),
                "duties_user_id": self.env.uid,
                "duties_accepted": sorted(users),
            }
        )
        decisions = self.env["bank.decision"]
        payload = {
            "act": "accepted",
            "version": self.version,
            "users": sorted(users),
            "reason_hash": decisions._hash_text(reason),
        }
        decisions._record("approval_duties", [(self, payload)])

    def action_open_accept(self):
        self.ensure_one()
        self.check_access("read")
        if blocker := self._get_accept_blocker():
            raise AccessError(blocker)
        dialogs = self.env["bank.approval.duties.accept"]
        texts = [row["text"] for row in self._find_ways() if row["kind"] == "breach"]
        dialog = dialogs.create(
            {
                "res_model": self._name,
                "res_id": self.id,
                "ways": "\n".join(texts) or self.env._("There are none."),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Accept the Ways"),
            "res_model": dialogs._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_prove(self):
        """Show who could both begin and decide if this version were in force."""
        self.ensure_one()
        self.check_access("read")
        proofs = self.env["bank.approval.proof"]
        proofs._check_reader()
        return proofs._open(self._find_ways(), self)
