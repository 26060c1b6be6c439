# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools import decision_chain

# who may send again what has failed, and reads what is told
SENDERS = ("bank_base.group_bank_integration", "bank_base.group_bank_administrator")
READERS = "bank_base.group_bank_integration,bank_base.group_bank_auditor"
SCHEMA_VERSION = 1


class BankOutbox(models.Model):
    """What another system is told of an act, stored in the transaction of the act.

    Either both are there or neither. A job sends it, under a key that stays the same at
    every attempt: sent twice, it is one message to whoever takes it. Nobody writes one
    by hand.
    """

    _name = "bank.outbox"
    _description = "Message to Another System"
    _inherit = ["bank.transition.mixin", "bank.document.label.mixin"]
    _order = "id desc"
    _rec_name = "event"
    _access_log_pointer = ("res_model", "res_id")
    # the machinery waits for no approval: what is told has been decided
    _act_guarded = False
    _state_initial = "waiting"

    system_id = fields.Many2one(
        comodel_name="bank.outbox.system",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    event = fields.Char(required=True, readonly=True, index=True)
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    subject = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="What it is about: messages about the same are sent one after another.",
    )
    key = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        help="The same at every attempt: who has seen it has the message already.",
    )
    payload = fields.Text(
        string="Content", required=True, readonly=True, groups=READERS
    )
    state = fields.Selection(
        selection=[
            ("waiting", "Waiting"),
            ("sent", "Sent"),
            ("confirmed", "Taken Over"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    attempts = fields.Integer(readonly=True, copy=False, aggregator=None)
    date_next = fields.Datetime(
        string="Next Attempt",
        required=True,
        readonly=True,
        default=fields.Datetime.now,
        copy=False,
    )
    date_sent = fields.Datetime(string="Sent On", readonly=True, copy=False)
    problem = fields.Char(string="Last Problem", readonly=True, copy=False)
    reference = fields.Char(
        string="Number There", readonly=True, copy=False, groups=READERS
    )
    can_retry = fields.Boolean(compute="_compute_can_retry")

    _key_uniq = models.UniqueIndex("(key)", "This message is there already.")
    _due_idx = models.Index("(date_next) WHERE state = 'waiting'")
    _document_idx = models.Index("(res_model, res_id, id)")
    _subject_idx = models.Index("(subject, system_id, id)")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_retry(self):
        may = self._may_send()
        for message in self:
            message.can_retry = may and message.state == "failed"

    def _may_send(self):
        return any(self.env.user.has_group(name) for name in SENDERS)

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("waiting", "sent"): "_get_no_blocker",
            ("waiting", "failed"): "_get_no_blocker",
            ("failed", "waiting"): "_get_no_blocker",
            # the answer may be here before it is noted that the message is away
            ("waiting", "confirmed"): "_get_no_blocker",
            ("failed", "confirmed"): "_get_no_blocker",
            ("sent", "confirmed"): "_get_no_blocker",
        }

    # Putting in

    @api.model
    def _put(self, code, event, rows, subjects=None):
        """Store messages for a system with the act that they are about.

        :param str code: of the ``bank.outbox.system``
        :param str event: what has happened, as the other system knows it
        :param rows: ``(document, payload)``; a payload is JSON of ids, keys, amounts
            and dates, with no more about people than the other system needs
        :param dict subjects: ``{document: record}`` that the message is about, where
            that is not the document itself; messages about one record keep their order
        :return: the messages, those that were there included
        """
        keys = {document: self._get_key(event, document) for document, _ in rows}
        # whoever may act tells of it; the row belongs to the server
        messages_sudo = self.sudo()
        there = messages_sudo.search([("key", "in", list(keys.values()))])
        known = set(there.mapped("key"))
        systems_sudo = self.env["bank.outbox.system"].sudo()
        system = systems_sudo.with_context(active_test=False).search(
            [("code", "=", code)]
        )
        common = {"system_id": system.id, "event": event}
        about = subjects or {}
        return there | messages_sudo.create(
            [
                {
                    **common,
                    **_prepare(document, keys[document], payload),
                    "subject": get_subject(about.get(document, document)),
                }
                for document, payload in rows
                if keys[document] not in known
            ]
        )

    @api.model
    def _get_key(self, event, document):
        """Return the one key of an event of a document, in all copies of our system."""
        # no secret: it names the database
        uuid = self.env["ir.config_parameter"].sudo().get_param("database.uuid")
        return f"{uuid}/{event}/{document._name}/{document.id}"

    # Buttons

    def action_retry(self):
        """Send again what has failed, with all attempts from the beginning."""
        self.check_access("read")
        if not self._may_send():
            raise AccessError(
                self.env._("Messages are sent by the integration or an administrator.")
            )
        # checked above; nobody else writes messages
        self.sudo()._transition("waiting", attempts=0, date_next=fields.Datetime.now())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(
            self.env._("Messages are kept: they prove what another system was told.")
        )


def get_subject(record):
    """Return what messages about a record have in common."""
    return f"{record._name}/{record.id}"


def _prepare(document, key, payload):
    return {
        "res_model": document._name,
        "res_id": document.id,
        "key": key,
        "payload": decision_chain.canonical(payload),
    }
