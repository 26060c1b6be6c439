# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import clean_context

from ..request.bank_approval_mixin import APPROVED, RUNNING, hash_part, make_plain

# what changes by itself or is no content
LOOSE = ("message_", "activity_", "rating_", "website_message", "clock_")


class BankActRequest(models.Model):
    """Somebody wants to do what waits for an approval.

    The request is what is approved; the act itself is done afterwards by its own
    button, once. Nobody writes a request by hand.
    """

    _name = "bank.act.request"
    _description = "Request for an Act"
    _inherit = ["bank.approval.mixin", "bank.approval.follow.mixin"]
    _order = "id desc"
    _approval_fields = ("rule_id", "name", "reason", "content", "amount", "partner_id")

    rule_id = fields.Many2one(
        comodel_name="bank.act.rule",
        string="Act",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    rule_line_id = fields.Many2one(
        comodel_name="bank.act.rule",
        string="Rule, First Version",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    name = fields.Char(string="On What", required=True, readonly=True)
    reason = fields.Text(string="Why It Is Asked For", required=True, readonly=True)
    content = fields.Text(string="What It Says", readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index="btree_not_null"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
    )
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(readonly=True)
    date_used = fields.Datetime(string="Done On", readonly=True)
    used_by_id = fields.Many2one(
        comodel_name="res.users",
        string="Done By",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_open = fields.Boolean(
        string="Still to Be Done", compute="_compute_is_open", store=True
    )
    can_change = fields.Boolean(compute="_compute_can_change")

    _open_uniq = models.UniqueIndex(
        "(rule_line_id, res_model, res_id) WHERE is_open",
        "The approval of this act has been asked for already.",
    )
    _document_idx = models.Index("(res_model, res_id)")

    @api.depends("rule_id", "name")
    def _compute_display_name(self):
        for request in self:
            rule_sudo = request.sudo().rule_id
            request.display_name = f"{rule_sudo.name or ''}: {request.name or ''}"

    @api.depends("approval_state", "date_used")
    def _compute_is_open(self):
        for request in self:
            request.is_open = not request.date_used and (
                request.approval_state in (*RUNNING, *APPROVED)
            )

    @api.depends("approval_state")
    @api.depends_context("uid")
    def _compute_can_change(self):
        for request in self:
            request.can_change = not request._get_change_blocker()

    # Who reads it: whoever reads the document, who has asked, who is asked

    @api.model
    def _get_followed_models(self):
        known = self.env["bank.act.rule"]._get_ruled_models()
        return [name for name in known if name in self.env]

    @api.model
    def _get_follow_domain(self, rows):
        mine = Domain("user_id", "=", self.env.uid) | Domain("is_my_task", "=", True)
        return super()._get_follow_domain(rows) | mine

    def _filter_closed(self):
        return super()._filter_closed().filtered(
            lambda row: row.sudo().user_id != self.env.user and not row.is_my_task
        )  # fmt: skip

    # What is approved

    def _get_target(self):
        """Return the document with the server's rights; empty where it has gone."""
        self.ensure_one()
        request_sudo = self.sudo()
        return (
            self.env[request_sudo.res_model].sudo().browse(request_sudo.res_id).exists()
        )

    def _read_approval_extras(self):
        """The content of the document is decided on, whoever changes it."""
        extras = super()._read_approval_extras()
        groups = self.sudo().grouped(lambda row: (row.rule_id, row.res_model))
        for (rule_sudo, name), requests_sudo in groups.items():
            ids = requests_sudo.mapped("res_id")
            # as it is kept, in whatever language somebody looks at it
            targets_sudo = self.env[name].sudo().with_context(lang=None).browse(ids)
            rows = _read_content(targets_sudo.exists(), rule_sudo.field_ids)
            for row_sudo in requests_sudo:
                values = rows.get(row_sudo.res_id, {})
                extras[row_sudo.id]["document"] = hash_part(values)
        return extras

    def _sync_before_sending(self):
        # who sends it again is checked; nobody has a right to write requests
        return super(BankActRequest, self.sudo())._sync_before_sending()

    def _get_approval_blocker(self):
        papers = self._read_approval_papers()
        reasons = super()._get_approval_blocker()
        for request in self:
            if request.sudo().rule_id.needs_paper and not papers.get(request.id):
                reasons[request.id] = self.env._("A paper is asked for. Add the file.")
        return reasons

    def _get_approval_initiators(self):
        """Whoever has made the document has begun the matter as well."""
        found = super()._get_approval_initiators()
        return {
            request.id: found[request.id] | request._get_target().create_uid
            for request in self
        }

    def _get_own_company(self):
        target_sudo = self._get_target()
        has_one = "company_id" in target_sudo._fields
        return (has_one and target_sudo.company_id) or super()._get_own_company()

    def _get_approval_used(self):
        return self.filtered("date_used")

    def _get_risk_roots(self):
        """What an act is done with is the risk, once."""
        return {row.id: (row.res_model, row.res_id) for row in self.sudo()}

    def _filter_promised(self):
        """To be allowed an act is no loan."""
        return self.browse()

    # Before the act, and after it

    @api.model
    def _find_last(self, rule, records):
        """Return the last request for an act on each of the records."""
        rows = self.search(
            [
                ("rule_line_id", "=", (rule.origin_id or rule).id),
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("date_used", "=", False),
            ],
            order="id",
        )
        last = {row.res_id: row.id for row in rows}
        return self.browse(last.values())

    @api.model
    def _tell_blockers(self, rule, records):
        """Return ``{id: reason}`` of the records on which the act is not approved."""
        requests = self._find_last(rule, records)
        changed = requests._find_unlike_approved()
        by_id = {request.res_id: request for request in requests}
        check = self.env["bank.check"].new({"with_precedents": True})
        reasons = {}
        for record in records:
            request = by_id.get(record.id, requests.browse())
            state = request.approval_state or "none"
            reason = (
                check._get_approval_failure(request, request in changed)
                if state != "none"
                else self.env._("Ask for its approval first.")
            ) or request._get_doer_blocker(rule)
            if reason:
                reasons[record.id] = self.env._(
                    "By the rule “%(rule)s” this step is approved first. %(reason)s",
                    rule=rule.name,
                    reason=reason,
                )
        return reasons

    def _get_doer_blocker(self, rule):
        """Return why the user is not the one to do what is approved, or False."""
        user = self.env.user
        if rule.group_id and rule.group_id not in user.all_group_ids:
            return self.env._(
                "Only the role “%(role)s” does it.", role=rule.group_id.name
            )
        votes = self.approval_id.task_ids.filtered(
            lambda task: task.kind == "vote" and task.state == "approved"
        )
        if rule.is_exclusive and user in votes.decided_by_id:
            return self.env._("You have approved it yourself: somebody else does it.")
        return False

    def _use(self):
        """The act has been done: the approval covers no second one."""
        if not self:
            return
        self.write({"date_used": fields.Datetime.now(), "used_by_id": self.env.uid})
        rows = [
            (
                self.env[row.res_model].browse(row.res_id),
                {"rule": row.rule_id.id, "request": row.id, "act": row.rule_id.target},
            )
            for row in self
        ]
        self.env["bank.decision"]._record("approved_act", rows)

    # Asking

    def _get_change_blocker(self):
        """Return why the user does not add to the request, or False."""
        request_sudo = self.sudo()
        if request_sudo.user_id != self.env.user:
            return self.env._("Only whoever has sent it does this.")
        if request_sudo.approval_state not in ("returned", "postponed"):
            return self.env._("Only what has come back is changed.")
        return False

    def action_open_change(self):
        """Add words or a paper to what has come back."""
        self.ensure_one()
        self.check_access("read")
        if reason := self._get_change_blocker():
            raise AccessError(reason)
        return self.env["bank.act.ask"]._open_again(self)

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    @api.model
    def _ask(self, rule, record, reason, paper):
        """Make a request and send it; the caller has checked who asks."""
        if not (isinstance(reason, str) and reason.strip()):
            raise UserError(self.env._("Write why: those who approve go on from it."))
        # nothing of the caller's context goes into what the server writes
        clean = self.with_context(clean_context(self.env.context)).sudo()
        request_sudo = clean.create(
            self._prepare_values(rule.sudo(), record.sudo(), reason.strip())
        )
        request_sudo._hang(paper)
        request_sudo.action_request_approval()
        return request_sudo.sudo(False)

    @api.model
    def _prepare_values(self, rule, record, reason):
        """Return the values of a request; what it is about is the server's to say."""
        values = {
            "rule_id": rule.id,
            "rule_line_id": (rule.origin_id or rule).id,
            "res_model": record._name,
            "res_id": record.id,
            "name": record.display_name,
            "reason": reason,
            "content": _describe(record, rule.field_ids),
            "user_id": self.env.uid,
        }
        for name in ("branch_id", "partner_id", "currency_id", "amount"):
            field = record._fields.get(name)
            own = self._fields[name]
            if field and field.comodel_name == own.comodel_name:
                value = record[name]
                values[name] = value.id if own.relational else value
        return values

    def _hang(self, paper):
        """Keep a file ``(name, content in base64)`` as a paper of the request."""
        name, content = paper
        if content:
            self.env["ir.attachment"].sudo().create(
                {
                    "name": name or self.env._("Paper"),
                    "datas": content,
                    "res_model": self._name,
                    "res_id": self.id,
                }
            )


def _read_content(records, chosen):
    """Return ``{id: plain values}``: of the chosen fields, or all that is entered."""
    names = {*(chosen.mapped("name") or _list_entered(records)), *_get_state(records)}
    further = {} if chosen else records._read_act_content()
    content = {}
    for row in records.read(sorted(names), load=None):
        plain = {key: make_plain(value) for key, value in row.items()}
        if row["id"] in further:
            plain["further"] = make_plain(further[row["id"]])
        content[row["id"]] = plain
    return content


def _get_state(record):
    """Return the name of the status in a list, empty where there is none."""
    name = getattr(record, "_state_field", None)
    return [name] if name else []


def _list_entered(record):
    """Return the names of the fields that people enter."""
    loose = (*models.MAGIC_COLUMNS, *record._act_loose_fields, *_get_state(record))
    return [
        name
        for name, field in record._fields.items()
        if field.store
        and not (field.compute or field.related)
        and field.type not in ("one2many", "binary", "many2one_reference")
        and name not in loose
        and not name.startswith(LOOSE)
    ]


def _describe(record, rows):
    """Return the fields named by ``ir.model.fields`` rows with their values, as text."""
    lines = []
    for row in rows:
        value = record._fields[row.name].convert_to_export(record[row.name], record)
        lines.append(f"{row.field_description}: {value or '–'}")
    return "\n".join(lines)
