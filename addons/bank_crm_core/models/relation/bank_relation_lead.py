# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

_ENDS = {
    "from": ("partner_to_id", "partner_from_id"),
    "to": ("partner_from_id", "partner_to_id"),
}


class BankRelationLead(models.Model):
    """Somebody whom a client's relation leads to and who lacks what a rule asks for.

    Rows are found by rules, never entered: what is no longer so disappears, what
    somebody took up or put aside stays and is not offered again. Nobody is shown whose
    card the reader may not read: what he lacks would tell what he has.
    """

    _name = "bank.relation.lead"
    _description = "Opportunity by Relation"
    _order = "id desc"
    _rec_name = "partner_id"
    _access_logged = True
    _access_log_client = "client_id"

    rule_id = fields.Many2one(
        comodel_name="bank.relation.lead.rule",
        string="Opportunity",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    relation_id = fields.Many2one(
        comodel_name="bank.relation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    client_id = fields.Many2one(
        comodel_name="res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Whom to Talk to",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="client_id.branch_id", store=True, index=True, related_sudo=True
    )
    partner_branch_id = fields.Many2one(
        related="partner_id.branch_id",
        string="His Branch",
        store=True,
        related_sudo=True,
    )
    manager_id = fields.Many2one(related="client_id.manager_id")
    relation_type_id = fields.Many2one(related="relation_id.type_id")
    suggestion = fields.Char(related="rule_id.suggestion")
    state = fields.Selection(
        selection=[("open", "Open"), ("taken", "Taken Up"), ("dismissed", "Put Aside")],
        required=True,
        readonly=True,
        default="open",
    )
    user_id = fields.Many2one(
        comodel_name="res.users", string="Who Decided", readonly=True
    )
    date_found = fields.Date(readonly=True)

    _lead_uniq = models.UniqueIndex("(rule_id, relation_id, partner_id)")

    # What is found

    @api.model
    def _cron_refresh(self):
        """Look through the whole base, a rule a statement."""
        self._refresh()

    @api.model
    def _refresh(self, relations=None):
        """Find opportunities anew, of all relations or of these; drop what is over.

        Set-based: the server finds for everybody, rules decide who sees what.
        """
        self.env.flush_all()
        scope = SQL("TRUE")
        if relations is not None:
            scope = SQL("r.id = ANY(%s)", relations.ids)
        rules = (
            self.env["bank.relation.lead.rule"].sudo().search([("active", "=", True)])
        )
        queries = [
            self._get_rule_query(rule, side, scope)
            for rule in rules
            for side in (_ENDS if rule.side == "both" else [rule.side])
        ]
        none = SQL("SELECT 0, 0, 0, 0, 0, 0 WHERE FALSE")
        found = SQL(" UNION ").join(queries or [none])
        self.env.cr.execute(self._get_refresh_query(found, scope))
        self.env.invalidate_all(flush=False)

    def _get_refresh_query(self, found, scope):
        """Return the statement that lays down what was found and drops what is over."""
        return SQL(
            """
            WITH found (rule, relation, client, partner, branch, partner_branch)
              AS MATERIALIZED (%(found)s),
            gone AS (
                DELETE FROM bank_relation_lead l USING bank_relation r
                 WHERE r.id = l.relation_id AND l.state = 'open' AND %(scope)s
                   AND NOT EXISTS (
                       SELECT 1 FROM found f WHERE f.rule = l.rule_id
                          AND f.relation = l.relation_id
                          AND f.partner = l.partner_id))
            INSERT INTO bank_relation_lead
                (rule_id, relation_id, client_id, partner_id, branch_id,
                 partner_branch_id, state, date_found, create_uid, create_date,
                 write_uid, write_date)
            SELECT rule, relation, client, partner, branch, partner_branch, 'open',
                   %(today)s, %(uid)s, %(now)s, %(uid)s, %(now)s
              FROM found ON CONFLICT (rule_id, relation_id, partner_id) DO NOTHING
            """,
            found=found,
            scope=scope,
            today=fields.Date.context_today(self),
            uid=self.env.uid,
            now=self.env.cr.now(),
        )

    @api.model
    def _get_rule_query(self, rule, side, scope):
        """Return the SELECT of what one rule finds at one end."""
        client, partner = _ENDS[side]
        served = SQL(
            "EXISTS (SELECT 1 FROM bank_agreement a WHERE a.partner_id = c.id "
            "AND a.state IN ('active', 'defaulted'))"
        )
        return SQL(
            """
            SELECT %(rule)s::int, r.id, c.id, p.id, c.branch_id, p.branch_id
              FROM bank_relation r JOIN res_partner c ON c.id = r.%(client)s
              JOIN res_partner p ON p.id = r.%(partner)s
             WHERE r.type_id = ANY(%(types)s) AND %(scope)s AND %(served)s
               AND c.client_kind IS NOT NULL AND c.active AND p.active
               AND COALESCE(r.date_from <= %(today)s, TRUE)
               AND COALESCE(r.date_to >= %(today)s, TRUE) AND NOT %(has)s
            """,
            rule=rule.id,
            client=SQL.identifier(client),
            partner=SQL.identifier(partner),
            types=rule.type_ids.ids,
            scope=scope,
            served=served,
            today=fields.Date.context_today(self),
            has=self._get_has_condition(rule),
        )

    @api.model
    def _get_has_condition(self, rule):
        """Return SQL that is true where ``p`` has what the rule asks for."""
        wanted = SQL("TRUE")
        if rule.lack == "category":
            categories = self.env["bank.product.category"].sudo()
            below = categories.search([("id", "child_of", rule.category_id.ids)])
            wanted = SQL(
                "a.product_id IN (SELECT id FROM bank_product WHERE category_id = ANY(%s))",
                below.ids,
            )
        return SQL(
            "EXISTS (SELECT 1 FROM bank_agreement a WHERE a.partner_id = p.id "
            "AND a.state IN ('active', 'defaulted') AND %s)",
            wanted,
        )

    # What is done with it

    def action_take(self):
        """Plan a task on the client's card and take the opportunity off the list."""
        self._check_may_decide()
        for lead in self:
            # checked above: the client is his, whose card this is
            lead.client_id.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=lead._get_task_summary(),
                user_id=self.env.uid,
            )
        self.sudo().write({"state": "taken", "user_id": self.env.uid})

    def action_dismiss(self):
        """Put aside for good what is not worth a call."""
        self._check_may_decide()
        self.sudo().write({"state": "dismissed", "user_id": self.env.uid})

    def _get_task_summary(self):
        """Hook: what the task says."""
        return self.env._(
            "%(opportunity)s: %(name)s",
            opportunity=self.suggestion or self.rule_id.name,
            name=self.partner_id.name,
        )

    def _check_may_decide(self):
        """Only the client's manager or the head decides, on what is still open."""
        self.check_access("read")
        self.client_id.check_access("write")
        if not self.env.user.has_group("bank_crm_core.group_crm_manager"):
            raise AccessError(self.env._("The client's manager decides about this."))
        if self.filtered(lambda lead: lead.state != "open"):
            raise UserError(self.env._("Somebody has decided about this already."))

    def action_open_partner(self):
        """Open the card of whom to talk to."""
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.get_formview_action()
