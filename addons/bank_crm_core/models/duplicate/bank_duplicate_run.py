# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools import duplicates

KEY_SLICE = 50_000  # clients whose keys are read at a time
PAIR_SLICES = 16
MOST_WITH_ONE_KEY = 20  # a phone of more clients than this tells nothing
# the pairs of one rule over keys that two clients, and not too many, have in common
_JOIN = """
    WITH k AS MATERIALIZED (%(keys)s),
    n AS MATERIALIZED (%(counts)s),
    found AS (
        SELECT DISTINCT a.partner_id AS one, b.partner_id AS other
          FROM n JOIN k a USING (code, key) JOIN k b USING (code, key)
         WHERE n.n BETWEEN 2 AND %(most)s AND a.partner_id < b.partner_id
    ), new AS (
        INSERT INTO bank_duplicate_pair (partner_id, other_id, rule_id,
            certainty, state, date_found, create_uid, create_date)
        SELECT one, other, %(rule)s, %(certainty)s, 'open', %(now)s, %(uid)s,
               %(now)s
          FROM found
          JOIN res_partner p ON p.id = one JOIN res_partner o ON o.id = other
         WHERE p.client_kind = o.client_kind AND p.active AND o.active
           AND %(steps)s AND NOT (%(contradictions)s)
        ON CONFLICT (partner_id, other_id) DO NOTHING RETURNING id
    )
    SELECT (SELECT count(*) FROM n WHERE n.n > %(most)s),
           (SELECT count(*) FROM new)
"""


class BankDuplicateRun(models.Model):
    """One search for duplicates over the whole base, in slices that can be cut off.

    First the keys of all clients are laid out in a table of the run, then each rule
    joins them. A slice is a transaction; whoever goes on begins where ``position``
    stands, and a slice done twice adds nothing.
    """

    _name = "bank.duplicate.run"
    _description = "Search for Duplicates"
    _order = "id desc"

    state = fields.Selection(
        selection=[("running", "Running"), ("done", "Done")],
        default="running",
        required=True,
        readonly=True,
    )
    date_start = fields.Datetime(
        readonly=True, default=lambda self: self._default_date_start()
    )
    date_end = fields.Datetime(readonly=True)
    phase = fields.Selection(
        selection=[("keys", "Reading the base"), ("pairs", "Comparing")],
        default="keys",
        readonly=True,
    )
    position = fields.Integer(readonly=True)
    progress = fields.Float(compute="_compute_progress")
    client_count = fields.Integer(string="Clients Read", readonly=True)
    pair_count = fields.Integer(string="New Pairs", readonly=True)
    common_key_count = fields.Integer(
        string="Keys Left Out",
        readonly=True,
        help="Phones and names that more than 20 clients share; they tell nobody apart.",
    )
    company_id = fields.Many2one(
        comodel_name="res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self._default_company_id(),
    )

    def _default_date_start(self):
        return fields.Datetime.now()

    def _default_company_id(self):
        return self.env.company

    @api.depends("state", "phase", "position")
    def _compute_progress(self):
        """Reading takes about half of the time, comparing the other."""
        for run in self:
            if run.state == "done":
                run.progress = 100
            elif run.phase == "keys":
                run.progress = 50 * run.position / max(run._get_last_id(), 1)
            else:
                run.progress = 50 + 50 * run.position / max(run._count_slices(), 1)

    def action_start(self):
        """Begin a search, or show the one that is running."""
        self.env["bank.client.merge"]._check_steward()
        self._start()
        self.env.ref("bank_crm_core.ir_cron_duplicates").sudo()._trigger()
        return self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.bank_duplicate_run_action"
        )

    def action_open_pairs(self):
        """Show what waits to be looked at, whichever search has found it."""
        self.check_access("read")
        return self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.bank_duplicate_pair_action"
        )

    @api.model
    def _start(self):
        company = self.env.company
        domain = [("state", "=", "running"), ("company_id", "=", company.id)]
        # starting is for stewards, by the button or by the scheduler
        return self.sudo().search(domain, limit=1) or self.sudo().create(
            {"company_id": company.id}
        )

    @api.model
    def _cron_search(self):
        """Go on with what is running; begin anew once a week by itself."""
        runs = self.search([("state", "=", "running")])
        if not runs and self._is_due():
            runs = self._start()
        progress = self.env["ir.cron"]._commit_progress
        for run in runs:
            progress(remaining=1)
            while run.state == "running":
                run._do_slice()
                if not progress(1, remaining=int(run.state == "running")):
                    return

    def _is_due(self):
        last = self.search([], limit=1)
        week_ago = fields.Datetime.subtract(fields.Datetime.now(), days=7)
        return not last or last.date_start <= week_ago

    # Slices

    def _do_slice(self):
        self.ensure_one()
        run = self.with_company(self.company_id)
        run._do_slice_of_keys() if run.phase == "keys" else run._do_slice_of_pairs()

    def _get_table(self):
        return SQL.identifier(f"bank_duplicate_key_{self.id}")

    def _get_last_id(self):
        return self.env.execute_query(SQL("SELECT max(id) FROM res_partner"))[0][0] or 0

    def _do_slice_of_keys(self):
        self.env.flush_all()
        if not self.position:
            self._make_table()
        end = self.position + KEY_SLICE
        rules = self.env["bank.duplicate.rule"]
        where = SQL(
            "p.id > %s AND p.id <= %s AND %s",
            *(self.position, end, rules._get_client_condition()),
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM %s WHERE partner_id > %s", self._get_table(), self.position
            )
        )
        for code, query in rules._get_key_queries(where).items():
            self.env.cr.execute(
                SQL(
                    "INSERT INTO %s SELECT k.id, %s, k.key FROM (%s) AS k (id, key)",
                    *(self._get_table(), code, query),
                )
            )
        counted = SQL("SELECT count(*) FROM res_partner p WHERE %s", where)
        self.client_count += self.env.execute_query(counted)[0][0]
        self.position = end
        if end >= self._get_last_id():
            self._index_table()
            self.write({"phase": "pairs", "position": 0})

    def _make_table(self):
        """Its rows are worth nothing after the run: unlogged, and dropped at the end."""
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS %s", self._get_table()))
        self.env.cr.execute(
            SQL(
                "CREATE UNLOGGED TABLE %s (partner_id integer, code text, key text)",
                self._get_table(),
            )
        )

    def _index_table(self):
        for columns in ("code, key", "partner_id, code"):
            self.env.cr.execute(
                SQL(
                    "CREATE INDEX ON %s (%s)",
                    self._get_table(),
                    SQL(columns),  # pylint: disable=sql-injection
                )
            )
        self.env.cr.execute(SQL("ANALYZE %s", self._get_table()))

    def _count_slices(self):
        return PAIR_SLICES * self.env["bank.duplicate.rule"].search_count([])

    def _do_slice_of_pairs(self):
        rules = self.env["bank.duplicate.rule"]._get_rules()
        if self.position >= PAIR_SLICES * len(rules):
            self._finish()
            return
        rule = rules[self.position // PAIR_SLICES]
        common, new = self._join_keys(rule, self.position % PAIR_SLICES)
        self.write(
            {
                "position": self.position + 1,
                "common_key_count": self.common_key_count + common,
                "pair_count": self.pair_count + new,
            }
        )

    def _join_keys(self, rule, number):
        """Enter the pairs of one rule and one slice of keys; return two counts."""
        keys = SQL(
            "SELECT code, key, partner_id FROM %s WHERE code = ANY(%s) "
            "AND abs(hashtext(key)::bigint) %% %s = %s",
            *(self._get_table(), rule._get_join_codes(), PAIR_SLICES, number),
        )
        counts = SQL(
            "SELECT code, key, count(*) AS n FROM (%s) AS k GROUP BY code, key", keys
        )
        query = SQL(
            _JOIN,
            keys=keys,
            counts=counts,
            most=MOST_WITH_ONE_KEY,
            rule=rule.id,
            certainty=rule.certainty,
            now=self.env.cr.now(),
            uid=self.env.uid,
            steps=SQL(" AND ").join(map(self._get_agreement, rule._get_steps())),
            contradictions=SQL(" OR ").join(
                map(self._get_contradiction, rule._get_contradictions())
            ),
        )
        self.env.flush_all()
        return self.env.execute_query(query)[0]

    def _get_agreement(self, step):
        return SQL(
            "EXISTS (SELECT 1 FROM %(keys)s x JOIN %(keys)s y USING (code, key) "
            "WHERE x.partner_id = one AND y.partner_id = other AND code = ANY(%(codes)s))",
            keys=self._get_table(),
            codes=sorted(step),
        )

    def _get_contradiction(self, code):
        """Both have the number and it differs; each has one of a kind at most."""
        return SQL(
            "COALESCE(p.%(column)s <> o.%(column)s, false)", column=SQL.identifier(code)
        )

    def _finish(self):
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS %s", self._get_table()))
        self._number_groups()
        self.write({"state": "done", "date_end": fields.Datetime.now()})

    def _number_groups(self):
        """Everybody who may be one client gets one number, the smallest id of them."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, partner_id, other_id FROM bank_duplicate_pair WHERE state = 'open'"
            )
        )
        leaders = duplicates.join_pairs((one, other) for _id, one, other in rows)
        values = [(pair_id, leaders[one]) for pair_id, one, _other in rows]
        if values:
            self.env.cr.execute_values(
                "UPDATE bank_duplicate_pair d SET cluster = v.cluster FROM (VALUES %s) "
                "AS v (id, cluster) WHERE d.id = v.id "
                "AND d.cluster IS DISTINCT FROM v.cluster",
                values,
                page_size=5000,
            )
        self.env["bank.duplicate.pair"].invalidate_model(["cluster"])
