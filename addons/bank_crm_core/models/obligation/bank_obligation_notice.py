# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

NOTICES_AT_ONCE = 50
# what the morning ends by itself; another channel is not tried for it
WAITS = "hours"


class BankObligation(models.Model):
    """Notices to the clients, over the channel each of them prefers, by the gate."""

    _inherit = "bank.obligation"

    # who reads an obligation reads in its subject what has changed
    term_changes = fields.Text(
        string="What Has Changed",
        compute="_compute_term_changes",
        compute_sudo=True,
        help="Terms before and after, for letters to the client.",
    )

    @api.depends("kind_id.event", "agreement_id", "date_due")
    @api.depends_context("lang")
    def _compute_term_changes(self):
        """A line for each changed term, as the client reads it."""
        told = self.filtered(
            lambda duty: (
                duty.event == "changed_terms" and duty.date_due and duty.create_date
            )
        )
        (self - told).term_changes = False
        since = {duty: duty._get_changes_since() for duty in told}
        events = self.env["bank.agreement.event"].search(
            [
                ("agreement_id", "in", told.agreement_id.ids),
                ("date", ">=", min(since.values(), default=datetime.max)),
            ],
            order="date, id",
        )
        by_agreement = events.grouped("agreement_id")
        for duty in told:
            own = by_agreement.get(duty.agreement_id, events.browse()).filtered(
                lambda event, duty=duty: since[duty] <= event.date <= duty.create_date
            )
            duty.term_changes = "\n".join(duty._prepare_term_lines(own))

    def _get_changes_since(self):
        """Return the moment from which `_find_changed_terms` has looked (UTC)."""
        return datetime.combine(self.date_due - timedelta(days=1), time.min)

    def _prepare_term_lines(self, events):
        """Return what each term was first and became last; without a history the terms
        as they are.
        """
        labels = dict(events._fields["term"]._description_selection(self.env))
        lines = [
            self.env._(
                "%(term)s: %(before)s → %(after)s, since %(day)s",
                term=labels[term],
                before=rows[0].value_before,
                after=rows[-1].value_after,
                day=format_date(self.env, rows[-1].date_effective),
            )
            for term, rows in events.grouped("term").items()
            if rows[0].value_before != rows[-1].value_after
        ]
        if lines:
            return lines
        agreement = self.agreement_id
        now = [f"{labels['rate']}: {formatLang(self.env, agreement.rate, digits=2)} %"]
        if agreement.date_end:
            now.append(
                f"{labels['date_end']}: {format_date(self.env, agreement.date_end)}"
            )
        return now

    @api.model
    def _cron_send_notices(self):
        """Try again what waits, for instance for the morning; the reason may have gone
        since the night.
        """
        self.env.flush_all()
        self._drop_unfounded()
        self._end_tasks()
        self.env.invalidate_all()
        self._send_notices()

    @api.model
    def _send_notices(self):
        """Write to the clients, in slices that can be cut off; who may not be written
        to and who could not be is listed with the reason, and stops nobody.
        """
        waiting = self.sudo().search(
            [
                ("notice_state", "in", ["pending", "blocked"]),
                ("state", "in", ["open", "missed"]),
            ]
        )
        left = len(waiting)
        for start in range(0, len(waiting), NOTICES_AT_ONCE):
            some = waiting[start : start + NOTICES_AT_ONCE]
            some._send_own_notices()
            left -= len(some)
            if not self.env["ir.cron"]._commit_progress(len(some), remaining=left):
                break

    def _send_own_notices(self):
        # why not is read by who answers for it, not by the scheduler
        for lang, duties in self.grouped(lambda duty: duty.user_id.lang).items():
            duties.with_context(lang=lang or self.env.lang)._send_notices_in_language()

    def _send_notices_in_language(self):
        """Ask the gate for the channel each client prefers, then for the next one."""
        channels = {duty: duty._get_notice_channels() for duty in self}
        left = self.filtered(lambda duty: channels[duty])
        (self - left)._note_no_address()
        while left:
            asked = left.filtered(lambda duty: channels[duty])
            going_on = self.browse()
            for code, duties in asked.grouped(lambda duty: channels[duty][0]).items():
                going_on |= duties._send_notices_over(code)
            for duty in asked:
                channels[duty] = channels[duty][1:]
            left = going_on.filtered(lambda duty: channels[duty])

    def _send_notices_over(self, channel):
        """Send what may go over this channel; return what may try another one."""
        gate = self.env["bank.contact.gate"]
        messages = [(duty.partner_id, "service", None) for duty in self]
        found = gate._judge_in_turn(messages, channel)
        going_on = self.browse()
        for duty, answers in zip(self, found, strict=True):
            if not answers:
                duty._try_notice(channel)
                continue
            ((kind, reason),) = answers.values()
            duty.write({"notice_state": "blocked", "notice_reason": reason})
            if kind != WAITS:
                going_on |= duty
        return going_on

    def _try_notice(self, channel):
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_send_notice_{channel}")()
                self.write({"notice_state": "sent", "notice_reason": False})
        except Exception as error:
            self.write({"notice_state": "failed", "notice_reason": str(error)})

    # ------------------------------------------------------------ channels
    def _get_notice_channels(self):
        """Hook: codes of channels by which this notice can reach the client, the one
        he prefers first; each has a method ``_send_notice_<code>``.
        """
        self.ensure_one()
        kind, client = self.kind_id, self.partner_id
        return ["email"] if kind.template_id and client.email else []

    def _note_no_address(self):
        for duty in self:
            duty.write(
                {"notice_state": "failed", "notice_reason": duty._get_no_address()}
            )

    def _get_no_address(self):
        """Hook: say why there is no channel."""
        return self.env._("The client has no e-mail address.")

    def _send_notice_email(self):
        template = self.kind_id.template_id.with_context(lang=self.partner_id.lang)
        template.send_mail(self.id)
