# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL, ormcache

from ..tools import plain_text
from .bank_access_door import is_door_open

OURS = ("bank_", "test_bank_")


class Base(models.AbstractModel):
    """Every read of a model that holds clients' data is noted for the read log.

    Noted is what leaves the database with the rights of a user while a request is
    served, whatever method, nested field or report it was read by. What the server
    reads with its own rights (``sudo``) to decide something is not.
    """

    _inherit = "base"

    # adopt the read log: True, and the stored field that leads to the client
    _access_logged = False
    _access_log_client = None
    # rows that belong to a document of any model: (field of model, field of id)
    _access_log_pointer = None

    # whoever names a client has to see him; False: anybody may name whom he likes
    _access_names = None

    # stored fields that only the server sets, with rights of its own
    _server_fields = ()

    @ormcache()
    def _get_server_fields(self):
        """Return the names of fields that nobody sets by hand.

        Stock's ``readonly`` binds screens alone: a caller of the interface writes such a
        field like any other, a computed one too. Those that our addons compute are in by
        themselves, others by ``_server_fields`` of any class of the model.
        """
        computed = {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
            if (field._module or "").startswith(OURS)
        }
        return computed.union(
            *(vars(part).get("_server_fields", ()) for part in type(self).__mro__)
        )

    def _check_server_fields(self, vals_list):
        """Refuse values that only the server gives, whoever the caller is."""
        names = self._get_server_fields()
        found = sorted({name for vals in vals_list for name in vals.keys() & names})
        if found and not self.env.su:
            raise AccessError(
                self.env._(
                    "“%(field)s” is filled in by the program, not by hand.",
                    field=self._fields[found[0]]._description_string(self.env),
                )
            )

    def _check_storable_text(self, vals_list):
        """Refuse text that the database cannot keep, naming the field.

        Here, because every door ends here: screens, RPC, imports, forms, letters.
        """
        for vals in vals_list:
            for name, value in vals.items():
                if not plain_text.is_storable(value):
                    field = self._fields.get(name)
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” holds a sign that nobody sees and that cannot "
                            "be kept. Type the text anew instead of pasting it.",
                            field=field._description_string(self.env)
                            if field
                            else plain_text.clean(name),
                        )
                    )

    @api.model
    def default_get(self, fields):
        """A caller's context and his own defaults are his words, too."""
        values = super().default_get(fields)
        if not self.env.su:
            for name in values.keys() & self._get_server_fields():
                del values[name]
        return values

    @api.model_create_multi
    def create(self, vals_list):
        self._check_server_fields(vals_list)
        self._check_storable_text(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_server_fields([vals])
        self._check_storable_text([vals])
        return super().write(vals)

    @api.model
    def _get_access_log_client(self, alias):
        """Hook: SQL of the id of the client whose data a row of ``alias`` is."""
        if self._access_log_client:
            return SQL.identifier(alias, self._access_log_client)
        return SQL("NULL::int")

    @api.model
    def _get_access_log_condition(self, alias):
        """Hook: SQL that is true for the rows that hold clients' data."""
        return SQL("TRUE")

    @api.model
    def _get_access_log_other_client(self, alias):
        """Hook: SQL of the id of a second client whose data a row is, or None."""
        return None

    def _note_access(self):
        """Note that the content of these records leaves with the request.

        To be called by whoever reads clients' data with SQL of his own or with the
        server's rights and shows it; reads with a user's rights note themselves.
        """
        if (self._access_logged or self._access_log_pointer) and is_door_open():
            self.env["bank.access.door"]._note_records(self._name, self._origin.ids)

    def _is_access_noted(self):
        return (
            (self._access_logged or self._access_log_pointer)
            and not self.env.su
            and is_door_open()
        )

    def _is_naming_checked(self):
        """Stock Odoo shows the name of whatever a row points to: a guessed id is enough.

        Looked at are our models, dialogs, and what holds clients' data itself.
        """
        if self._access_names is not None:
            return self._access_names
        ours = self._name.startswith(("bank.", "test.bank."))
        return ours or self._transient or self._access_logged

    def _validate_fields(self, field_names, excluded_names=()):
        names = list(field_names)
        super()._validate_fields(names, excluded_names)
        if not self.env.su and self._is_naming_checked():
            self._check_named(names)

    def _check_named(self, names):
        """Refuse links to clients' data and to dialogs that the user may not read."""
        for name in names:
            field = self._fields.get(name)
            # the names behind a link to many are read with the rights of who reads
            if not field or field.type != "many2one" or not field.store:
                continue
            target = self.env[field.comodel_name]
            # a link that leads nowhere names nobody
            if self._is_guarded(target) and (named := self[name]):
                named.check_access("read")

    def _check_typed(self, values):
        """Refuse to fill a form from an id that was typed and may not be read.

        What the record has already is shown as it is.
        """
        for name, value in values.items():
            field = self._fields.get(name)
            if not field or field.type != "many2one" or not field.store or not value:
                continue
            target = self.env[field.comodel_name]
            if not self._is_guarded(target):
                continue
            typed = field.convert_to_cache(value, self, validate=False)
            # the id of a draft is false by itself
            found = target.browse(() if typed is None else (typed,))._origin
            (found - self[name]).check_access("read")

    def onchange(self, values, field_names, fields_spec):
        if not self.env.su and self._is_naming_checked():
            given = {
                key.removeprefix("default_"): value
                for key, value in self.env.context.items()
                if key.startswith("default_") and not field_names
            }
            self._check_typed({**given, **values})
        return super().onchange(values, field_names, fields_spec)

    def _is_guarded(self, target):
        """Hook: whether naming a record of this model needs the right to read it.

        Our dialogs tell of a row about a document what its fields say, by whatever way.
        """
        is_ours = self._transient and self._name.startswith("bank.")
        is_row = is_ours and target._access_log_pointer
        return target._access_logged or target._transient or bool(is_row)

    def _fetch_query(self, query, fields):
        records = super()._fetch_query(query, fields)
        if self._is_access_noted():
            door = self.env["bank.access.door"]
            door._note_records(self._name, records._ids)
            if self._access_logged and records:
                door._send_file()
        return records

    def _read_format(self, fnames, load="_classic_read"):
        # values that the server read with its own rights come from the cache
        if self._is_access_noted():
            self.env["bank.access.door"]._note_records(self._name, self._origin._ids)
        return super()._read_format(fnames, load)

    @api.model
    def _search(
        self,
        domain,
        offset=0,
        limit=None,
        order=None,
        *,
        active_test=True,
        bypass_access=False,
    ):
        if self._access_logged and self._is_access_noted():
            # read once: what follows takes it as it is
            domain = Domain(domain)
            self.env["bank.access.door"]._note_search(self._name, domain)
        return super()._search(
            domain,
            offset=offset,
            limit=limit,
            order=order,
            active_test=active_test,
            bypass_access=bypass_access,
        )

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        records = super().search_fetch(domain, field_names, offset, limit, order)
        if self._access_logged and self._is_access_noted():
            self.env["bank.access.door"]._send_page(self._name)
        return records

    @api.model
    def _read_group(
        self,
        domain,
        groupby=(),
        aggregates=(),
        having=(),
        offset=0,
        limit=None,
        order=None,
    ):
        if self._access_logged and self._is_access_noted():
            self.env["bank.access.door"]._note_grouping(self._name)
        return super()._read_group(
            domain, groupby, aggregates, having, offset, limit, order
        )

    @api.model
    def _read_grouping_sets(self, domain, grouping_sets, aggregates=(), order=None):
        if self._access_logged and self._is_access_noted():
            self.env["bank.access.door"]._note_grouping(self._name)
        return super()._read_grouping_sets(domain, grouping_sets, aggregates, order)
