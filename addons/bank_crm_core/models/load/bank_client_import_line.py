# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import escape_psql

from ...tools import client_file, phones

_logger = logging.getLogger(__name__)

NUMBERS = ("inn", "kpp", "ogrn", "snils")
TEXTS = ("email", "zip", "city", "street", "comment", *NUMBERS)


class RollbackError(Exception):
    """Ends the savepoint of a row that was only tried; ``values`` say how it went."""

    def __init__(self, values):
        super().__init__()
        self.values = values


class BankClientImportLine(models.Model):
    """One row of the file and what became of it."""

    _name = "bank.client.import.line"
    _description = "Row of an Import"
    _order = "import_id, number"
    _rec_name = "number"
    _access_logged = True
    _access_log_client = "partner_id"

    import_id = fields.Many2one(
        comodel_name="bank.client.import", required=True, ondelete="cascade"
    )
    number = fields.Integer(string="Row", required=True, readonly=True)
    cells = fields.Json(readonly=True)
    text = fields.Char(compute="_compute_text")
    state = fields.Selection(
        selection=[
            ("new", "Not Tried"),
            ("good", "Good"),
            ("created", "Entered"),
            ("completed", "Card Completed"),
            ("duplicate", "There Already"),
            ("refused", "Refused"),
        ],
        default="new",
        required=True,
        readonly=True,
    )
    reason = fields.Text(readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )

    is_certain = fields.Boolean(
        string="Nobody Else Is Meant",
        readonly=True,
        help="A client who is only probably the same gets no contacts of the file.",
    )

    _import_idx = models.Index("(import_id, state, is_contact, number)")

    def _compute_text(self):
        for line in self:
            line.text = " · ".join(cell for cell in line.cells or [] if cell)[:200]

    def _try_rows(self):
        """Judge each row as if it were entered; nothing of it stays."""
        self._do_rows(lambda line: line._try_row())

    def _enter_rows(self):
        self._do_rows(lambda line: line._enter_row())

    def _do_rows(self, act):
        for line in self:
            try:
                with self.env.cr.savepoint():
                    values = act(line)
            except UserError as error:
                values = {"state": "refused", "reason": str(error)}
            except RollbackError as end:
                values = end.values
            except Exception:
                # a row that breaks in a way nobody foresaw stops no other row
                _logger.exception("row %s of an import", line.id)
                text = self.env._(
                    "The row could not be entered. Call the administrator."
                )
                values = {"state": "refused", "reason": text}
            line.sudo().write(values)

    def _try_row(self):
        """Do with the row what entering it would do, and take all of it back."""
        values = self._prepare_values()
        found = self._find_there(values)
        if not found:
            found = self._find_in_file(values)
            # tried even so: the row above it may not come in
            self._create_partner(values)
        elif found["state"] == "completed":
            found = {**found, "state": "good"}
        good = {"state": "good", "reason": False, "keys": self._get_row_keys(values)}
        raise RollbackError({**good, **(found or {})})

    def _enter_row(self):
        values = self._prepare_values()
        # somebody of the rows above, or entered since, may be the same
        if found := self._find_there(values):
            return found
        client = self._create_partner(values)
        return {"state": "created", "reason": False, "partner_id": client.id}

    def _create_partner(self, values):
        partner = self.env["res.partner"].create(values)
        self.env.flush_all()
        return partner

    # ------------------------------------------------------------ values
    def _get_facts(self):
        """Return ``{field: text}`` of the row, phones as a list."""
        facts = {"phone": []}
        for column in self.import_id.column_ids:
            text = self.cells[column.position] if column.field else ""
            if not text:
                continue
            if column.field == "phone":
                facts["phone"].append(text)
            else:
                facts[column.field] = text
        return facts

    def _prepare_values(self):
        """Return the values of a client, or of a contact where the row names his."""
        facts = self._get_facts()
        if facts.get("contact_of"):
            return self._prepare_contact_values(facts)
        return self._prepare_client_values(facts)

    def _get_name(self, facts):
        names = (facts.get(name) for name in ("surname", "given_name", "patronymic"))
        name = facts.get("name") or " ".join(part for part in names if part)
        if not name:
            raise UserError(self.env._("There is no name."))
        return name

    def _prepare_client_values(self, facts):
        values = {
            "name": self._get_name(facts),
            "client_kind": self._get_kind(facts),
            "branch_id": self._get_branch(facts).id,
            "manager_id": self._get_manager(facts).id,
            "source_id": self._get_source(facts).id,
            "phone_ids": self._prepare_phones(facts["phone"]),
            **{field: facts[field] for field in TEXTS if facts.get(field)},
        }
        if facts.get("birth_date"):
            values["birth_date"] = self._get_date(facts["birth_date"])
        return values

    def _get_kind(self, facts):
        text = facts.get("client_kind")
        kind = client_file.parse_kind(text) if text else self.import_id.client_kind
        if not kind:
            raise UserError(
                self.env._("“%(text)s” is no kind of client.", text=text[:40])
            )
        return kind

    def _get_date(self, text):
        try:
            return client_file.parse_date(text)
        except ValueError as error:
            raise UserError(
                self.env._("“%(text)s” is no date like 31.12.1980.", text=text[:40])
            ) from error

    def _get_branch(self, facts):
        text = facts.get("branch")
        if not text:
            return self.import_id.branch_id
        domain = ["|", ("code", "=", text), ("name", "=ilike", escape_psql(text))]
        branch = self.env["bank.branch"].search(domain, limit=2)
        if len(branch) != 1:
            raise UserError(
                self.env._("There is no single branch “%(text)s”.", text=text[:40])
            )
        return branch

    def _get_manager(self, facts):
        text = facts.get("manager")
        if not text:
            return self.import_id.manager_id
        domain = ["|", ("login", "=", text), ("name", "=ilike", escape_psql(text))]
        users = self.env["res.users"].search(
            [*domain, ("share", "=", False), ("branch_ids", "!=", False)], limit=2
        )
        if len(users) != 1:
            raise UserError(
                self.env._("There is no single employee “%(text)s”.", text=text[:40])
            )
        return users

    def _get_source(self, facts):
        text = facts.get("source")
        sources = self.env["utm.source"]
        if not text:
            return sources
        source = sources.search([("name", "=ilike", escape_psql(text))], limit=1)
        if not source:
            raise UserError(
                self.env._("There is no source of requests “%(text)s”.", text=text[:40])
            )
        return source

    def _prepare_phones(self, numbers, partner=None):
        """Return the commands for the numbers that are not there yet, each once."""
        partner = partner or self.env["res.partner"]
        region = partner._get_phone_region()
        known = set(partner.phone_ids.mapped("digits"))
        fresh = {}
        for number in numbers:
            digits = phones.digits(number, region)
            if digits not in known:
                fresh.setdefault(digits, number)
        return [fields.Command.create({"number": number}) for number in fresh.values()]

    def _find_duplicate(self, values):
        """Return what to write where the row means a client who is there already."""
        if self.import_id.duplicates == "create":
            return None
        rules = self.env["bank.duplicate.rule"]
        keys = rules._get_card_keys(self.env["res.partner"].new(values))
        matches = rules._find_matches(values["client_kind"], keys)
        readable = self.env["res.partner"].browse(matches)._filtered_access("read")
        if readable:
            return self._meet_by_rules(readable, matches, values)
        # as on the card: only whoever has the number at hand is told
        if any(rule._is_by_numbers() for rule in matches.values()):
            text = self.env._(
                "Another branch already serves a client with these numbers."
            )
            # no row of the file says whom it means
            return {"state": "duplicate", "reason": text, "keys": False}
        return None

    def _meet_by_rules(self, clients, matches, values):
        """Say whom the row means, the one of the most certain rule.

        :param matches: ``{partner id: rule}``
        """
        certain = clients.filtered(lambda one: matches[one.id].certainty == "certain")
        client = (certain or clients)[0]
        # whoever stands behind a wall with these numbers may be meant as well
        is_hidden = any(
            rule.certainty == "certain" and rule._is_by_numbers()
            for key, rule in matches.items()
            if key not in clients.ids
        )
        reason = self.env._("Already a client: %(rule)s", rule=matches[client.id].name)
        is_single = len(certain) == 1 and not is_hidden
        return self._meet(client, reason, values, is_single)

    def _meet(self, partner, reason, values, is_single):
        """Hook: return what becomes of a row whose partner is there already.

        :param is_single: nobody else can be meant
        """
        return {
            "state": "duplicate",
            "reason": reason,
            "partner_id": partner.id,
            "is_certain": is_single,
        }
