# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BankScreeningHit(models.Model):
    """A client who may be somebody of a list, and what officers made of it.

    One officer clears a hit with a reason, another one confirms it; neither is the
    client's manager. The verdict holds as long as both the client's and the entry's
    identifying data are what was judged.
    """

    _name = "bank.screening.hit"
    _description = "Hit of a Screening"
    _inherit = ["bank.transition.mixin"]
    _order = "score desc, id"
    _state_initial = "open"
    _access_logged = True
    _access_log_client = "partner_id"

    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    entry_id = fields.Many2one(
        comodel_name="bank.watchlist.entry",
        string="On the List",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        context={"active_test": False},
    )
    watchlist_id = fields.Many2one(
        related="entry_id.watchlist_id", store=True, index=True
    )
    screening_id = fields.Many2one(
        comodel_name="bank.screening",
        string="Found In",
        readonly=True,
        index=True,
        ondelete="set null",
    )
    date_found = fields.Datetime(readonly=True)
    score = fields.Float(
        string="Likeness", digits=(3, 2), readonly=True, aggregator=None
    )
    matched_name = fields.Char(string="Name in the List", readonly=True)
    reason_codes = fields.Text(readonly=True)
    reasons = fields.Text(string="Why", compute="_compute_reasons")
    state = fields.Selection(
        selection=[
            ("open", "To Be Looked At"),
            ("cleared", "Cleared, to Be Confirmed"),
            ("confirmed", "Somebody Else"),
            ("true", "On the List"),
            ("lapsed", "Lapsed"),
        ],
        default="open",
        required=True,
        readonly=True,
        index=True,
    )
    verdict_reason = fields.Text(string="Reason Given", readonly=True)
    first_user_id = fields.Many2one(
        comodel_name="res.users", string="Judged By", readonly=True
    )
    first_date = fields.Datetime(string="Judged On", readonly=True)
    second_user_id = fields.Many2one(
        comodel_name="res.users", string="Confirmed By", readonly=True
    )
    second_date = fields.Datetime(string="Confirmed On", readonly=True)
    client_hash = fields.Char(readonly=True)
    entry_hash = fields.Char(readonly=True)
    can_judge = fields.Boolean(compute="_compute_can_judge")
    can_confirm = fields.Boolean(compute="_compute_can_judge")
    blocker = fields.Char(string="What Blocks", compute="_compute_can_judge")

    # Side by side
    branch_id = fields.Many2one(related="partner_id.branch_id")
    manager_id = fields.Many2one(related="partner_id.manager_id")
    birth_date = fields.Date(related="partner_id.birth_date")
    country_id = fields.Many2one(related="partner_id.country_id")
    client_kind = fields.Selection(related="partner_id.client_kind")
    entry_birth_dates = fields.Char(
        related="entry_id.birth_dates", string="Born, by the List"
    )
    entry_countries = fields.Char(
        related="entry_id.countries", string="Countries, by the List"
    )
    entry_kind = fields.Selection(related="entry_id.kind", string="Kind, by the List")
    entry_aliases = fields.Text(related="entry_id.aliases", string="Other Names")
    entry_note = fields.Char(related="entry_id.note")

    _pair_uniq = models.Constraint(
        "UNIQUE (partner_id, entry_id)", "This hit is there already."
    )

    @api.depends("partner_id", "entry_id")
    def _compute_display_name(self):
        for hit in self:
            names = (hit.partner_id.display_name, hit.sudo().entry_id.name)
            hit.display_name = " — ".join(name or "" for name in names)

    @api.depends("reason_codes")
    @api.depends_context("lang")
    def _compute_reasons(self):
        screening = self.env["bank.screening"]
        for hit in self:
            codes = json.loads(hit.reason_codes or "[]")
            hit.reasons = "\n".join(screening._describe_reasons(codes))

    @api.depends("state", "first_user_id", "partner_id.manager_id")
    @api.depends_context("uid")
    def _compute_can_judge(self):
        judging, confirming = self._get_judge_blocker(), self._get_confirm_blocker()
        for hit in self:
            hit.can_judge = hit.state in ("open", "cleared") and hit.id not in judging
            hit.can_confirm = hit.state == "cleared" and hit.id not in confirming
            blockers = confirming if hit.state == "cleared" else judging
            hit.blocker = hit.state in ("open", "cleared") and blockers.get(hit.id)

    @api.model
    def _get_transitions(self):
        return {
            ("open", "cleared"): "_get_judge_blocker",
            ("open", "true"): "_get_judge_blocker",
            ("cleared", "confirmed"): "_get_confirm_blocker",
            ("cleared", "true"): "_get_judge_blocker",
            ("cleared", "open"): "_get_judge_blocker",
            ("confirmed", "open"): "_get_judge_blocker",
            ("true", "open"): "_get_judge_blocker",
            # by the system: the client's data, the list's entry or both have changed
            ("open", "lapsed"): "_get_no_blocker",
            ("cleared", "lapsed"): "_get_no_blocker",
            ("lapsed", "open"): "_get_no_blocker",
        }

    def _get_judge_blocker(self):
        """Reason method: officers judge, and never about a client of their own."""
        if self.env.context.get("bank_screening_system") is _SYSTEM:
            return {}
        group = "bank_crm_core.group_crm_security_officer"
        if not self.env.user.has_group(group):
            reason = self.env._("Only a security officer judges hits.")
            return dict.fromkeys(self.ids, reason)
        reason = self.env._(
            "You are the manager of this client: another officer judges the hit."
        )
        own = self.filtered(
            lambda hit: hit.sudo().partner_id.manager_id == self.env.user
        )
        return dict.fromkeys(own.ids, reason)

    def _get_confirm_blocker(self):
        """Reason method: four eyes."""
        reasons = self._get_judge_blocker()
        same = self.env._("You cleared this hit: a second officer confirms it.")
        for hit in self.filtered(lambda hit: hit.first_user_id == self.env.user):
            reasons.setdefault(hit.id, same)
        return reasons

    # What officers press

    def action_clear(self, reason):
        """Say why the client is somebody else; a second officer confirms it."""
        self._judge("cleared", reason)

    def action_confirm(self):
        """Agree that the client is somebody else."""
        self._check_visible()
        self.sudo()._transition(
            "confirmed",
            second_user_id=self.env.uid,
            second_date=fields.Datetime.now(),
        )
        self._record("confirmed")

    def action_true(self, reason):
        """Say that the client is the one on the list: his deals stop."""
        self._judge("true", reason)

    def action_reopen(self, reason):
        """Look at a judged hit again."""
        self._judge("open", reason)

    def _judge(self, state, reason):
        self._check_visible()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why: what did you compare?"))
        # whoever sees a hit has the right to read it only; the steps are checked
        self.sudo()._transition(
            state,
            verdict_reason=reason.strip(),
            first_user_id=False if state == "open" else self.env.uid,
            first_date=fields.Datetime.now(),
            second_user_id=False,
            second_date=False,
        )
        self._record(state, reason)

    def _check_visible(self):
        self.env["bank.watchlist"]._check_officer()
        self.check_access("read")

    def _record(self, verdict, reason=""):
        hashed = self.env["bank.decision"]._hash_text(reason.strip())
        rows = [
            (
                hit.partner_id,
                {
                    "hit": hit.id,
                    "entry": hit.sudo().entry_id.id,
                    "verdict": verdict,
                    "reason_hash": hashed,
                    "client_hash": hit.sudo().client_hash,
                    "entry_hash": hit.sudo().entry_hash,
                },
            )
            for hit in self
        ]
        self.env["bank.decision"]._record("screening", rows)

    def action_open_client(self):
        """Open the client's card."""
        self.ensure_one()
        return self.partner_id.get_formview_action()


#: The identity by which the system moves a hit; nobody can send it.
_SYSTEM = object()


class BankScreeningHitSystem(models.Model):
    _inherit = "bank.screening.hit"

    def _move(self, state, **values):
        """Move a hit as the system does, without an officer."""
        self.with_context(bank_screening_system=_SYSTEM)._transition(state, **values)

    @api.model
    def _enter(self, run, clients, found, thresholds, only=None):
        """Enter what a comparison found; return how many hits are new.

        :param clients: rows (id, name, birth date, country, kind, hash)
        :param found: for each client rows (entry, score, name, reasons)
        :param only: the entries that were compared, all where None; a hit of theirs
            that was not found again lapses
        """
        wanted = self._prepare_hits(clients, found, thresholds)
        ids = [client[0] for client in clients]
        there = {
            (hit.partner_id.id, hit.entry_id.id): hit
            for hit in self.search([("partner_id", "in", ids)])
        }
        fresh = []
        for key, values in wanted.items():
            if key in there:
                there[key]._meet_again(values)
            else:
                fresh.append({**values, "screening_id": run.id})
        self.create(fresh)
        self._lapse_lost(there, wanted, only)
        return len(fresh)

    def _lapse_lost(self, there, wanted, only):
        """Hits whose entry was compared and that were not found again lapse."""
        lost = [
            hit.id
            for key, hit in there.items()
            if key not in wanted and (only is None or key[1] in only)
        ]
        lost = self.browse(lost).filtered(lambda hit: hit.state in ("open", "cleared"))
        lost._move("lapsed")

    def _prepare_hits(self, clients, found, thresholds):
        entries = {row[0] for rows in found for row in rows}
        lists = self.env.execute_query(
            SQL(
                "SELECT id, watchlist_id, content_hash FROM bank_watchlist_entry "
                "WHERE id = ANY(%s)",
                list(entries),
            )
        )
        lists = {entry: (watchlist, digest) for entry, watchlist, digest in lists}
        now = fields.Datetime.now()
        return {
            (client[0], entry): {
                "partner_id": client[0],
                "entry_id": entry,
                "score": score,
                "matched_name": name,
                "reason_codes": json.dumps(reasons, ensure_ascii=False),
                "date_found": now,
                "client_hash": client[5],
                "entry_hash": lists[entry][1],
            }
            for client, rows in zip(clients, found)
            for entry, score, name, reasons in rows
            if score >= thresholds[lists[entry][0]]
        }

    def _meet_again(self, values):
        """The pair was found before: a verdict holds if nothing has changed."""
        same = (self.client_hash, self.entry_hash) == (
            values["client_hash"],
            values["entry_hash"],
        )
        kept = {
            name: values[name] for name in ("score", "matched_name", "reason_codes")
        }
        if self.state in ("open", "lapsed"):
            kept.update(
                client_hash=values["client_hash"], entry_hash=values["entry_hash"]
            )
        if self.state == "lapsed" and not (same and self.second_user_id):
            self._move("open", date_found=values["date_found"])
        elif self.state in ("cleared", "confirmed") and not same:
            kept.update(
                client_hash=values["client_hash"], entry_hash=values["entry_hash"]
            )
            cleared = {"first_user_id": False, "second_user_id": False}
            self._move("open", date_found=values["date_found"], **cleared)
        self.write(kept)

    @api.model
    def _lapse_gone(self, version):
        """Whoever is off the list stops nobody any more, unless an officer said so."""
        gone = self.search(
            [
                ("entry_id.version_id", "=", version.id),
                ("entry_id.active", "=", False),
                ("state", "in", ["open", "cleared"]),
            ]
        )
        gone._move("lapsed")
