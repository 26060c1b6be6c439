# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import decision_chain

SCHEMA_VERSION = 1
INSERT_BATCH = 5_000


class BankDecision(models.Model):
    """One act that somebody may have to answer for, written with the act itself.

    No foreign keys: the row outlives what it is about, so ids stand beside frozen
    names. No personal data: ids, codes and hashes only. Sealed afterwards by
    :class:`BankDecisionSeal`, so that writers never wait for each other.
    """

    _name = "bank.decision"
    _description = "Decision"
    _inherit = ["bank.append.only.mixin", "bank.document.label.mixin"]
    _order = "id desc"
    _rec_name = "kind"

    company_id = fields.Integer(required=True, readonly=True, index=True)
    kind = fields.Selection(selection="_selection_kind", required=True, readonly=True)
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", readonly=True
    )
    actor_id = fields.Integer(string="User ID", required=True, readonly=True)
    actor_name = fields.Char(string="User", required=True, readonly=True)
    on_behalf_id = fields.Integer(string="On Behalf Of (ID)", readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    schema_version = fields.Integer(required=True, readonly=True)
    payload = fields.Text(string="Content", required=True, readonly=True)
    content_hash = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(string="Place in the Chain", compute="_compute_sequence")

    _document_idx = models.Index("(res_model, res_id)")
    _kind_date_idx = models.Index("(company_id, kind, date)")

    def init(self):
        """Every row, however it was inserted, is queued for sealing."""
        super().init()
        self.env.cr.execute(
            """
            CREATE TABLE IF NOT EXISTS bank_decision_unsealed (
                decision_id integer PRIMARY KEY
            );
            CREATE OR REPLACE FUNCTION bank_decision_queue() RETURNS trigger AS $$
            BEGIN
                INSERT INTO bank_decision_unsealed VALUES (NEW.id);
                RETURN NEW;
            END $$ LANGUAGE plpgsql;
            DROP TRIGGER IF EXISTS bank_decision_queue ON bank_decision;
            CREATE TRIGGER bank_decision_queue AFTER INSERT ON bank_decision
                FOR EACH ROW EXECUTE FUNCTION bank_decision_queue();
            """
        )

    @api.model
    def _get_kinds(self):
        """Hook: ``{code: label}`` of the acts that are logged; extend with super()."""
        return {
            "config": self.env._("Change of settings"),
            "stage": self.env._("Move to a stage"),
            "migration": self.env._("Move to another version of the process"),
            "override": self.env._("Check overridden"),
            "export": self.env._("Export"),
            "access_log_drop": self.env._("Month of the read log dropped"),
            "task_access": self.env._("Document opened by a task"),
            "delegation": self.env._("Delegation"),
            "group": self.env._("Rights given or taken"),
            "model": self.env._("Trained model put into force"),
        }

    @api.model
    def _selection_kind(self):
        return list(self._get_kinds().items())

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """The act as people call it, not its code."""
        kinds = self._get_kinds()
        for decision in self:
            decision.display_name = kinds.get(decision.kind, decision.kind)

    def _compute_sequence(self):
        seals = (
            self.env["bank.decision.seal"]
            .sudo()
            .search_fetch(
                [("decision_id", "in", self.ids)], ["decision_id", "sequence"]
            )
        )
        places = {seal.decision_id: seal.sequence for seal in seals}
        for decision in self:
            decision.sequence = places.get(decision.id, 0)

    @api.model
    def _hash_text(self, text):
        """Return the hash that stands in a payload for text about people."""
        return decision_chain.sha256(text or "")

    @api.model
    def _record(self, kind, rows, on_behalf=None):
        """Write one act on many documents; return the ids of the rows.

        :param str kind: a key of :meth:`_get_kinds`
        :param rows: pairs (record or None, payload); a payload is JSON of ids,
            codes, numbers and hashes, without personal data
        :param on_behalf: the user for whom the acting one decides, if any
        """
        if kind not in self._get_kinds():
            raise ValueError(f"Unknown kind of decision: {kind}")
        values = [
            self._prepare_values(kind, record, payload, on_behalf)
            for record, payload in rows
        ]
        return [
            decision_id
            for start in range(0, len(values), INSERT_BATCH)
            for decision_id in self._insert(values[start : start + INSERT_BATCH])
        ]

    def _prepare_values(self, kind, record, payload, on_behalf):
        company = self.env.company
        if record is not None and "company_id" in record._fields:
            company = record.sudo().company_id or company
        values = {
            "schema_version": SCHEMA_VERSION,
            "company_id": company.id,
            "kind": kind,
            "res_model": record._name if record is not None else None,
            "res_id": record.id if record is not None else None,
            "actor_id": self.env.uid,
            "actor_name": self.env.user.sudo().name,
            "on_behalf_id": on_behalf.id if on_behalf else None,
            "date": fields.Datetime.to_string(fields.Datetime.now()),
            "payload": decision_chain.canonical(payload),
        }
        return {**values, "content_hash": decision_chain.content_hash(values)}

    def action_open_document(self):
        """Open what the decision is about, if it still exists."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def _read_content(self, ids):
        """Yield id and content fields of rows as they stand in the table."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, schema_version, company_id, kind, res_model, res_id,
                       actor_id, actor_name, on_behalf_id,
                       to_char(date, 'YYYY-MM-DD HH24:MI:SS'), payload, content_hash
                  FROM bank_decision WHERE id = ANY(%s)
                """,
                list(ids),
            )
        )
        names = ("id", *decision_chain.CONTENT_FIELDS, "content_hash")
        return [dict(zip(names, row)) for row in rows]

    @api.model
    def _verify_chain(self, roots=None):
        """Return the first broken sequence number of the company's chain or False.

        Checked are every sealed row's own content, its place, the chain, the
        day roots in the database and ``roots``: those that left it (by default
        the exported files). Rows that wait for sealing are not a break, see
        :meth:`_count_unsealed`.
        """
        company_id = self.env.company.id
        root_model = self.env["bank.decision.root"].sudo()
        if roots is None:
            roots = root_model._read_exported()
        stored = root_model.search([("company_id", "=", company_id)]).read(
            [
                "company_id",
                "first_sequence",
                "last_sequence",
                "merkle_root",
                "chain_hash",
            ]
        )
        breaks = [
            self.env["bank.decision.seal"]._find_break(company_id),
            root_model._find_contradiction(company_id, [*stored, *roots]),
        ]
        return min((place for place in breaks if place), default=False)

    @api.model
    def _count_unsealed(self):
        """Return how many rows of the company wait for sealing."""
        query = SQL(
            "SELECT count(*) FROM bank_decision d WHERE company_id = %s AND NOT EXISTS "
            "(SELECT 1 FROM bank_decision_seal s WHERE s.decision_id = d.id)",
            self.env.company.id,
        )
        return self.env.execute_query(query)[0][0]

    def action_verify(self):
        """Verify the chain and tell the auditor, in a sentence, what was found."""
        self.check_access("read")
        place = self._verify_chain()
        waiting = self._count_unsealed()
        if place:
            message = self.env._(
                "The log was changed after the fact at number %(place)s. Keep the "
                "database and the exported roots as they are and call security.",
                place=place,
            )
        else:
            message = self.env._(
                "The log is whole. Rows that wait for sealing: %(waiting)s.",
                waiting=waiting,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if place else "success",
                "sticky": bool(place),
                "message": message,
            },
        }
