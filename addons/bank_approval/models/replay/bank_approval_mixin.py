# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.models import MAGIC_COLUMNS

from .then import get_then

# what conditions compare by; texts would copy names and addresses of clients
KEPT = ("many2one", "selection", "boolean", "integer", "float", "monetary")
DATES = ("date", "datetime")
OWN = {*MAGIC_COLUMNS, "approval_id", "approval_state"}


class BankApprovalMixin(models.AbstractModel):
    """A document is read as it was when it was sent, for the length of a trial."""

    _inherit = "bank.approval.mixin"

    def _get_figure_names(self):
        """Return the fields that are kept: columns that conditions compare by."""
        return sorted(
            name
            for name, field in self._fields.items()
            if field.store
            and field.column_type
            and not field.company_dependent
            and name not in OWN
            and (field.type in (*KEPT, *DATES) or self._is_kept_word(field))
        )

    def _is_kept_word(self, field):
        is_word = field.type == "char" and not field.translate
        return is_word and field.name in self._approval_fields

    def _read_approval_figures(self):
        """Return ``{id: {name: value}}`` as JSON has it."""
        names = self._get_figure_names()
        dates = {name for name in names if self._fields[name].type in DATES}
        figures = {}
        for row in self.read(names, load=None):
            row |= {name: row[name] and str(row[name]) for name in dates}
            figures[row.pop("id")] = row
        return figures

    def _recall(self, figures, matters):
        """Let these documents be read as they were, until the cache is emptied.

        :param figures: ``{id: {name: value}}``; whom or what it named then and is gone
            since, stays as it is now
        """
        self.env.flush_all()
        self.env.invalidate_all()
        documents = {document.id: document for document in self}
        names = set(self._get_figure_names())
        for name in names & set().union(*figures.values()):
            field = self._fields[name]
            for key, value in self._find_standing(field, figures).items():
                value = field.convert_to_cache(value, documents[key], False)
                field._update_cache(documents[key], value)
        severity = self._fields["exception_severity"]
        for key, matter in matters.items():
            severity._update_cache(documents[key], matter.severity)

    def _find_standing(self, field, figures):
        """Return ``{id: value}`` of one field, but for what is in no table any more."""
        values = {
            key: row[field.name] for key, row in figures.items() if field.name in row
        }
        if field.type != "many2one":
            return values
        named = self.env[field.comodel_name].browse(filter(None, values.values()))
        standing = {*named.exists().ids, False, None}
        return {key: value for key, value in values.items() if value in standing}

    def _find_gone_bad(self):
        """Hook: those of these documents that the bank has lost by since.

        What is lent or issued on them is not paid as was agreed. An addon that knows
        how loans are paid tells; a trial counts them.
        """
        return self.browse()

    # Where rules ask

    def _get_authority_matters(self):
        then = get_then(self.env)
        if not then:
            return super()._get_authority_matters()
        known = {key: then.matters[key] for key in self.ids if key in then.matters}
        rest = self.filtered(lambda row: row.id not in known)
        found = super(BankApprovalMixin, rest)._get_authority_matters()
        return {**found, **known}

    def _get_approval_initiators(self):
        found = super()._get_approval_initiators()
        then = get_then(self.env)
        return {**found, **then.initiators} if then else found

    def _find_change_bases(self):
        then = get_then(self.env)
        if not then:
            return super()._find_change_bases()
        return {key: then.bases[key] for key in self.ids if then.bases.get(key)}
