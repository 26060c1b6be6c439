# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, format_date

SLICE = 2_000
MOST_HITS = 10  # of one client in one comparison


class BankScreening(models.Model):
    """One comparison of clients with the lists: why, of what, and what was found.

    A run goes over the clients in slices by their number; a slice is a transaction,
    whoever goes on begins where ``position`` stands, and a slice done twice adds
    nothing. After a new version of a list only its new and changed entries are
    compared; clients that are new or have changed meet all entries.
    """

    _name = "bank.screening"
    _description = "Screening"
    _order = "id desc"

    reason = fields.Selection(
        selection=[
            ("client", "New or changed clients"),
            ("list", "New version of a list"),
            ("all", "Everybody again, by hand"),
            ("periodic", "Everybody again, by the calendar"),
        ],
        required=True,
        readonly=True,
    )
    state = fields.Selection(
        selection=[("running", "Running"), ("done", "Done")],
        default="running",
        required=True,
        readonly=True,
        index=True,
    )
    version_id = fields.Many2one(
        comodel_name="bank.watchlist.version",
        string="Version of the List",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Started By", readonly=True
    )
    date_start = fields.Datetime(readonly=True)
    date_end = fields.Datetime(readonly=True)
    position = fields.Integer(readonly=True, aggregator=None)
    last_client = fields.Integer(readonly=True, aggregator=None)
    progress = fields.Float(compute="_compute_progress")
    client_count = fields.Integer(string="Clients Compared", readonly=True)
    entry_count = fields.Integer(string="Entries Compared", readonly=True)
    hit_count = fields.Integer(string="New Hits", readonly=True)
    hit_ids = fields.One2many(
        comodel_name="bank.screening.hit", inverse_name="screening_id"
    )

    @api.depends("reason", "date_start")
    def _compute_display_name(self):
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        for run in self:
            start = format_date(self.env, run.date_start)
            run.display_name = f"{reasons.get(run.reason, '')} {start}".strip()

    @api.depends("state", "position", "last_client")
    def _compute_progress(self):
        for run in self:
            is_done = run.state == "done"
            share = 100 * run.position / max(run.last_client, 1)
            run.progress = 100 if is_done else min(share, 99)

    def action_start(self):
        """Compare everybody with everything again."""
        self.env["bank.watchlist"]._check_officer()
        self._start("all")
        return self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.bank_screening_action"
        )

    @api.model
    def _start(self, reason, version=None):
        """Begin a run, or return the one of this kind that has not ended."""
        version = version or self.env["bank.watchlist.version"]
        domain = [("reason", "=", reason), ("version_id", "=", version.id)]
        # starting is for officers and the scheduler: checked by whoever calls
        runs_sudo = self.sudo()
        running = runs_sudo.search([*domain, ("state", "=", "running")], limit=1)
        last = self.env.execute_query(SQL("SELECT max(id) FROM res_partner"))[0][0]
        run = running or runs_sudo.create(
            {
                "reason": reason,
                "version_id": version.id,
                "user_id": self.env.uid,
                "date_start": fields.Datetime.now(),
                "last_client": last or 0,
            }
        )
        self.env.ref("bank_crm_core.ir_cron_screening").sudo()._trigger()
        return run

    @api.model
    def _cron_screen(self):
        """Go on with what is running; look for clients that the feed has changed."""
        if not self._get_versions():
            return
        runs = self.search([("state", "=", "running")], order="id")
        if not runs and self._has_changed_clients():
            runs = self._start("client")
        if not runs and self._is_due():
            runs = self._start("periodic")
        progress = self.env["ir.cron"]._commit_progress
        for run in runs:
            progress(remaining=1)
            while run.state == "running":
                run._do_slice()
                if not progress(1, remaining=int(run.state == "running")):
                    return

    def _is_due(self):
        """Everybody is compared anew once in three months."""
        domain = [("reason", "in", ["all", "periodic"])]
        last = self.search(domain, limit=1).date_start
        first = self.env["bank.watchlist.version"].search([], order="id", limit=1).date
        quarter = fields.Datetime.subtract(fields.Datetime.now(), months=3)
        return max(filter(None, (last, first)), default=quarter) <= quarter

    @api.model
    def _has_changed_clients(self):
        query = SQL(
            "SELECT 1 FROM res_partner p WHERE %s LIMIT 1",
            self._get_changed_condition(),
        )
        return bool(self.env.execute_query(query))

    # What is compared

    @api.model
    def _get_client_hash(self):
        """SQL of what identifies a client, hashed."""
        return SQL(
            "md5(concat_ws('|', p.name, p.birth_date, p.country_id, p.client_kind))"
        )

    @api.model
    def _get_client_condition(self):
        return SQL("p.client_kind IS NOT NULL AND p.active")

    @api.model
    def _get_changed_condition(self):
        return SQL(
            "%s AND p.screening_hash IS DISTINCT FROM %s",
            self._get_client_condition(),
            self._get_client_hash(),
        )

    def _do_slice(self):
        self.ensure_one()
        condition = SQL("%s AND p.id > %s AND p.id <= %s", self._get_scope(),
                        self.position, self.last_client)  # fmt: skip
        clients = self._read_clients(condition, SLICE)
        if not clients:
            self.write({"state": "done", "date_end": fields.Datetime.now()})
            return
        only = self._get_entries()
        found, new = self._compare(clients, only)
        self.write(
            {
                "position": clients[-1][0],
                "client_count": self.client_count + len(clients),
                "entry_count": found,
                "hit_count": self.hit_count + new,
            }
        )

    def _get_scope(self):
        if self.reason == "client":
            return self._get_changed_condition()
        return self._get_client_condition()

    def _get_entries(self):
        """Return the entries that a run is about, None for all."""
        if self.reason != "list":
            return None
        query = SQL(
            "SELECT id FROM bank_watchlist_entry WHERE version_id = %s AND active",
            self.version_id.id,
        )
        changed = [entry for (entry,) in self.env.execute_query(query)]
        everything = self.env["bank.watchlist.entry"].search_count([])
        return None if len(changed) == everything else changed

    @api.model
    def _read_clients(self, condition, limit):
        """Return rows (id, name, birth date, country code, kind, hash)."""
        self.env["res.partner"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT p.id, p.name, p.birth_date, c.code, p.client_kind, %s
                  FROM res_partner p LEFT JOIN res_country c ON c.id = p.country_id
                 WHERE %s ORDER BY p.id LIMIT %s
                """,
                *(self._get_client_hash(), condition, limit),
            )
        )

    def _compare(self, clients, only=None):
        """Compare clients, enter the hits; return how many entries and new hits."""
        questions = [
            (name or "", born, country, kind != "company")
            for _id, name, born, country, kind, _hash in clients
        ]
        thresholds = dict(
            self.env.execute_query(SQL("SELECT id, threshold FROM bank_watchlist"))
        )
        least = min(thresholds.values(), default=1.0)
        found = self._match(questions, MOST_HITS, least, only)
        hits = self.env["bank.screening.hit"]
        new = hits._enter(self, clients, found, thresholds, only)
        if only is None:
            self._mark_screened(clients)
        index, _names_of = self._get_index()
        return len(only) if only is not None else len(set(index.entry.tolist())), new

    @api.model
    def _mark_screened(self, clients):
        self.env.cr.execute_values(
            "UPDATE res_partner p SET screening_hash = v.hash "
            "FROM (VALUES %s) AS v (id, hash) WHERE p.id = v.id "
            "AND p.screening_hash IS DISTINCT FROM v.hash",
            [(client[0], client[5]) for client in clients],
            page_size=SLICE,
        )
        self.env["res.partner"].invalidate_model(["screening_hash", "screening_state"])

    @api.model
    def _screen_now(self, partners):
        """Compare a few clients at once, as one run."""
        self_sudo = self.sudo()
        clients = self_sudo._read_clients(
            SQL("p.id = ANY(%s) AND %s", partners.ids, self._get_changed_condition()),
            SLICE,
        )
        if not clients or not self._get_versions():
            return
        now = fields.Datetime.now()
        run = self_sudo.create(
            {
                "reason": "client",
                "state": "done",
                "user_id": self.env.uid,
                "date_start": now,
                "date_end": now,
                "client_count": len(clients),
            }
        )
        run.entry_count, run.hit_count = run._compare(clients)
