# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

SLICE = 100
# what one press of the button does itself; the scheduler does the rest
AT_ONCE = 300


class BankEnrichmentRun(models.Model):
    """Facts of a register written to the clients whom one employee sees.

    It goes by the clients' ids, slice by slice: killed, it goes on behind the last one.
    Each client has its line; a run that was wrong is taken back.
    """

    _name = "bank.enrichment.run"
    _description = "Enrichment Run"
    _order = "id desc"
    _rec_name = "rule_id"

    rule_id = fields.Many2one(
        comodel_name="bank.enrichment.rule",
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    is_dry = fields.Boolean(
        string="Trial", readonly=True, help="Nothing is written, only told."
    )
    state = fields.Selection(
        selection=[
            ("draft", "Not Started"),
            ("running", "Running"),
            ("done", "Completed"),
            ("undoing", "Being Undone"),
            ("undone", "Undone"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    last_partner = fields.Integer(readonly=True, copy=False, aggregator=None)
    log_ids = fields.One2many(
        comodel_name="bank.enrichment.log",
        inverse_name="run_id",
        string="Clients",
        readonly=True,
    )
    read_count = fields.Integer(string="Read", compute="_compute_counts")
    changed_count = fields.Integer(string="Changed", compute="_compute_counts")
    failed_count = fields.Integer(string="Failed", compute="_compute_counts")

    @api.depends("log_ids.outcome")
    def _compute_counts(self):
        groups = self.env["bank.enrichment.log"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "outcome"], ["__count"]
        )
        counts = {(run.id, outcome): count for run, outcome, count in groups}
        for run in self:
            mine = {key[1]: n for key, n in counts.items() if key[0] == run.id}
            run.read_count = sum(mine.values())
            run.changed_count = mine.get("changed", 0)
            run.failed_count = mine.get("failed", 0)

    # ------------------------------------------------------------ forged by nobody
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # clients are found with the rights of this employee
            vals.update(user_id=self.env.uid, state="draft", last_partner=0)
            vals.update(is_dry=False, log_ids=[])
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A run is changed by its buttons only."))
        return super().write(vals)

    # ------------------------------------------------------------ buttons
    def action_try(self):
        """Tell what would be written; nothing is."""
        self._begin(is_dry=True)

    def action_start(self):
        """Write the facts."""
        self._begin(is_dry=False)

    def _begin(self, is_dry):
        self.ensure_one()
        self._check_steward()
        if self.state != "draft" and not (self.is_dry and self.state == "done"):
            raise UserError(self.env._("This run is under way or done."))
        own_sudo = self.sudo()
        own_sudo.log_ids.unlink()
        own_sudo.write({"state": "running", "is_dry": is_dry, "last_partner": 0})
        self._work()

    def action_undo(self):
        """Put back what stood before, where nobody has changed it since."""
        self.ensure_one()
        self._check_steward()
        if self.state != "done" or self.is_dry:
            raise UserError(self.env._("Only a run that has written is taken back."))
        self.sudo().state = "undoing"
        self._work()

    def _check_steward(self):
        self.check_access("write")
        steward = self.env.user.has_group("bank_crm_core.group_crm_data_steward")
        if not (self.env.su or (steward and self.user_id == self.env.user)):
            raise AccessError(
                self.env._("A run is the business of the data steward who opened it.")
            )

    # ------------------------------------------------------------ work
    def _work(self):
        done = 0
        while self.state in ("running", "undoing") and done < AT_ONCE:
            done += self.sudo()._do_slice()
        if self.state in ("running", "undoing"):
            self.env.ref("bank_crm_core.ir_cron_enrichment").sudo()._trigger()

    @api.model
    def _cron_work(self):
        """Go on with what is under way, slice by slice."""
        progress = self.env["ir.cron"]._commit_progress
        for run in self.sudo().search([("state", "in", ("running", "undoing"))]):
            while run.state in ("running", "undoing"):
                run._do_slice()
                if not progress(1, remaining=int(run.state in ("running", "undoing"))):
                    return

    def _do_slice(self):
        done = self._enrich_slice() if self.state == "running" else self._undo_slice()
        if done < SLICE:
            self.state = "done" if self.state == "running" else "undone"
        return done

    def _enrich_slice(self):
        rule = self.rule_id
        domain = rule._get_domain() & fields.Domain("id", ">", self.last_partner)
        # whom the employee sees, and no others
        found = self.env["res.partner"].with_user(self.user_id)
        partners = found.search(domain, order="id", limit=SLICE).sudo()
        if not partners:
            return 0
        key = rule.source_id.key_field
        known, failed = rule.source_id._find_facts(partners.mapped(key))
        written = self._read_written(partners)
        logs = self.env["bank.enrichment.log"]
        for partner in partners:
            number = partner[key]
            values = logs._enrich(
                self, partner, known.get(number), failed.get(number), written
            )
            logs.create({"run_id": self.id, "partner_id": partner.id, **values})
        self.last_partner = partners[-1].id
        return len(partners)

    def _read_written(self, partners):
        """Return ``{(partner_id, field): text}`` that enrichment has written last."""
        self.env["bank.enrichment.log"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (l.partner_id, c.key)
                       l.partner_id, c.key, c.value ->> 1
                  FROM bank_enrichment_log l
                  JOIN bank_enrichment_run r ON r.id = l.run_id AND NOT r.is_dry
                  CROSS JOIN LATERAL jsonb_each(l.changes) c
                 WHERE l.partner_id = ANY(%s) AND l.outcome = 'changed'
                 ORDER BY l.partner_id, c.key, l.id DESC
                """,
                partners.ids,
            )
        )
        return {(partner_id, name): text for partner_id, name, text in rows}

    def _undo_slice(self):
        logs = self.env["bank.enrichment.log"].search(
            [("run_id", "=", self.id), ("outcome", "=", "changed")],
            order="id",
            limit=SLICE,
        )
        for log in logs:
            log.write(log._undo())
        return len(logs)
