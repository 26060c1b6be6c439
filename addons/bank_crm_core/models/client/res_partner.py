# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools import client_key, phones, plain_text, registration

OLDEST_YEARS = 130
# the state's register of companies takes no longer ones
LONGEST_NAME = 1000


class ResPartner(models.Model):
    """A client is a partner with a kind and a branch; a contact person of a client
    is its child and stands behind the same wall. Everybody else has neither.
    """

    _inherit = "res.partner"

    def _default_manager_id(self):
        """A manager who enters a client is his manager."""
        is_manager = self.env.user.has_group("bank_crm_core.group_crm_manager")
        return self.env.user if is_manager else self.env["res.users"]

    # Who he is to the bank
    client_kind = fields.Selection(
        selection=[
            ("person", "Person"),
            ("entrepreneur", "Sole Proprietor"),
            ("company", "Legal Entity"),
        ],
        string="Kind of Client",
        index="btree_not_null",
        tracking=True,
        help="Empty: not a client of the bank.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        compute="_compute_branch_id",
        store=True,
        readonly=False,
        recursive=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Only its employees, and those of the branches above it, see the client.",
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Client Manager",
        compute="_compute_manager_id",
        store=True,
        readonly=False,
        recursive=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('branch_ids', '!=', False)]",
        tracking=True,
    )
    source_key = fields.Char(
        string="Key in the Source System",
        readonly=True,
        copy=False,
        help="By which the feed of the core banking system finds the client.",
    )

    # Registration
    birth_date = fields.Date(tracking=True)
    sex = fields.Selection(selection=[("male", "Male"), ("female", "Female")])
    inn = fields.Char(
        string="INN", size=12, index="btree_not_null", copy=False, tracking=True
    )
    kpp = fields.Char(string="KPP", size=9, index="btree_not_null", copy=False)
    ogrn = fields.Char(string="OGRN", size=15, index="btree_not_null", copy=False)
    snils = fields.Char(string="SNILS", size=11, index="btree_not_null", copy=False)
    registration_warning = fields.Char(
        compute="_compute_registration_warning",
        exportable=False,
        help="What is wrong with the numbers, told while they are typed.",
    )

    # Contacts
    phone = fields.Char(
        compute="_compute_phone", inverse="_inverse_phone", store=True, readonly=False
    )
    phone_ids = fields.One2many(
        comodel_name="bank.client.phone", inverse_name="partner_id", string="Phones"
    )
    search_key = fields.Char(compute="_compute_search_key", store=True, copy=False)

    # What he has
    agreement_ids = fields.One2many(
        comodel_name="bank.agreement", inverse_name="partner_id"
    )
    account_ids = fields.One2many(
        comodel_name="bank.account", inverse_name="partner_id", string="Bank Accounts"
    )
    interaction_ids = fields.One2many(
        comodel_name="bank.interaction", inverse_name="partner_id"
    )

    _search_key_idx = models.Index("USING gin (search_key gin_trgm_ops)")
    _source_key_uniq = models.UniqueIndex(
        "(source_key) WHERE source_key IS NOT NULL",
        "A client with this key of the source system is already there.",
    )
    _clients_idx = models.Index(
        "(branch_id, complete_name) WHERE client_kind IS NOT NULL"
    )
    _check_client_branch = models.Constraint(
        "CHECK (client_kind IS NULL OR branch_id IS NOT NULL)",
        "A client belongs to a branch. Choose it.",
    )
    _check_client_parent = models.Constraint(
        "CHECK (client_kind IS NULL OR parent_id IS NULL)",
        "A client stands for himself: he is not the contact of another client.",
    )
    _check_walled = models.Constraint(
        "CHECK (branch_id IS NULL OR client_kind IS NOT NULL OR parent_id IS NOT NULL)",
        "Only clients and their contacts belong to a branch.",
    )

    @api.depends("parent_id.branch_id", "client_kind")
    def _compute_branch_id(self):
        for partner in self:
            if not partner.client_kind:
                partner.branch_id = partner.parent_id.branch_id

    @api.depends("parent_id.manager_id", "client_kind")
    def _compute_manager_id(self):
        for partner in self:
            if not partner.client_kind:
                partner.manager_id = partner.parent_id.manager_id

    @api.depends("phone_ids.number", "phone_ids.sequence")
    def _compute_phone(self):
        for partner in self:
            partner.phone = partner.phone_ids.sorted("sequence")[:1].number

    def _inverse_phone(self):
        """Keep what is typed into the stock field as the first of the phones."""
        for partner in self:
            # who may write a partner may write its phones; the wall of the phones
            # asks for a client, which a new partner is not yet
            partner_sudo = partner.sudo()
            same, first = partner_sudo._find_phone(partner.phone)
            if not partner.phone:
                first.unlink()
                if rest := partner_sudo.phone_ids.sorted("sequence")[:1]:
                    partner.phone = rest.number
            elif same:
                same.sequence = min(partner_sudo.phone_ids.mapped("sequence")) - 1
                same.number = partner.phone
            elif first:
                first.number = partner.phone
            else:
                partner_sudo.phone_ids = [
                    fields.Command.create({"number": partner.phone})
                ]

    def _find_phone(self, number):
        """Return the row of this number and the first row, either may be empty."""
        rows = self.phone_ids.sorted(lambda row: (row.sequence, row._origin.id))
        digits = phones.digits(number or "", self._get_phone_region())
        return rows.filtered(lambda row: row.digits == digits)[:1], rows[:1]

    def _get_phone_region(self):
        """Return the country whose numbers are typed without a country code."""
        return (self.country_id or self.env.company.country_id).code or "RU"

    def _create_missing_phones(self):
        """Give every partner with a phone and without rows his first row."""
        partners = self.filtered(
            lambda partner: partner.phone and not partner.phone_ids
        )
        self.env["bank.client.phone"].create(
            [
                {"partner_id": partner.id, "number": partner.phone}
                for partner in partners
            ]
        )

    @api.depends("name", "inn", "email", "phone_ids.digits")
    def _compute_search_key(self):
        for partner in self:
            partner.search_key = client_key.build_key(
                partner.name,
                sorted(
                    digits for digits in partner.phone_ids.mapped("digits") if digits
                ),
                filter(None, [partner.inn]),
                partner.email,
            )

    @api.depends("client_kind", "inn", "kpp", "ogrn", "snils")
    def _compute_registration_warning(self):
        for partner in self:
            partner.registration_warning = (
                bool(partner.client_kind) and partner._get_registration_blocker()
            )

    @api.constrains("client_kind", "inn", "kpp", "ogrn", "snils")
    def _check_registration(self):
        for partner in self.filtered("client_kind"):
            if wrong := partner._get_registration_blocker():
                raise ValidationError(wrong)

    def _get_registration_blocker(self):
        """Return what is wrong with the registration numbers, or False."""
        # as they are typed, with blanks and hyphens, while a card is entered
        numbers = [
            registration.clean(self[name]) for name in ("inn", "kpp", "ogrn", "snils")
        ]
        company = self.client_kind == "company"
        return self._get_tax_number_blocker(company, *numbers[:2]) or (
            self._get_register_number_blocker(company, *numbers[2:])
        )

    @api.model
    def _get_tax_number_blocker(self, company, inn, kpp):
        if inn and not registration.is_inn(inn, 10 if company else 12):
            return self.env._(
                "The INN %(number)s is wrong: a company has 10 digits, a person 12, "
                "and the last ones check the others. Compare it with the document.",
                number=inn,
            )
        if kpp and not (company and registration.is_kpp(kpp)):
            return self.env._(
                "The KPP %(number)s is wrong: only a company has one, of 9 signs.",
                number=kpp,
            )
        return False

    @api.model
    def _get_register_number_blocker(self, company, ogrn, snils):
        if ogrn and not registration.is_ogrn(ogrn, 13 if company else 15):
            return self.env._(
                "The OGRN %(number)s is wrong: a company has 13 digits, a sole "
                "proprietor 15, and the last one checks the others.",
                number=ogrn,
            )
        if snils and not registration.is_snils(snils):
            return self.env._(
                "The SNILS %(number)s is wrong: 11 digits, the last two check the rest.",
                number=snils,
            )
        return False

    @api.constrains("inn", "kpp", "client_kind", "active", "branch_id")
    def _check_inn_is_new(self):
        """By hand nobody enters a client twice; a feed may, duplicates are merged.

        The same INN is lawful for a person and the same person as a sole
        proprietor, and for branches of a company under different KPPs.
        """
        clients = self.filtered(lambda partner: partner.active and partner.inn)
        # the answer tells no more than that the client is there
        for client in clients.sudo().filtered("client_kind"):
            same = client.search(
                [
                    ("id", "!=", client.id),
                    ("inn", "=", client.inn),
                    ("kpp", "=", client.kpp),
                    ("client_kind", "=", client.client_kind),
                    ("branch_id.company_id", "=", client.branch_id.company_id.id),
                ],
                limit=1,
            )
            if same:
                raise ValidationError(self._get_inn_taken_message(same))

    def _get_inn_taken_message(self, same):
        if same in same.sudo(False)._filtered_access("read"):
            return self.env._(
                "The INN %(inn)s belongs to the client “%(name)s”. Open that card.",
                inn=same.inn,
                name=same.display_name,
            )
        return self.env._(
            "A client with the INN %(inn)s is already served by another branch. Ask "
            "the head of your branch to have him transferred.",
            inn=same.inn,
        )

    @api.constrains("name", "client_kind")
    def _check_client_name(self):
        for partner in self.filtered("client_kind"):
            if len(partner.name or "") > LONGEST_NAME:
                raise ValidationError(
                    self.env._(
                        "A name of %(count)s letters is no name: %(most)s at most.",
                        count=len(partner.name),
                        most=LONGEST_NAME,
                    )
                )
            if not plain_text.has_letters(partner.name or ""):
                raise ValidationError(
                    self.env._(
                        "There is no letter in the name. Enter it as in the document."
                    )
                )

    @api.constrains("birth_date")
    def _check_birth_date(self):
        earliest, latest = self._get_possible_birth_dates()
        for partner in self:
            born = partner.birth_date
            if born and not earliest <= born <= latest:
                raise ValidationError(
                    self.env._(
                        "The birth date %(date)s cannot be right. Compare it with "
                        "the document.",
                        date=format_date(self.env, partner.birth_date),
                    )
                )

    @api.model
    def _get_possible_birth_dates(self):
        """Return the first and the last day on which somebody living was born."""
        today = fields.Date.context_today(self)
        return date(today.year - OLDEST_YEARS, 1, 1), today

    @api.model
    def _is_possible_birth_date(self, born):
        earliest, latest = self._get_possible_birth_dates()
        return earliest <= born <= latest

    @api.model
    def _prepare_client_values(self, vals):
        """Normalise name and registration numbers, keep the stock flag of a company."""
        if isinstance(vals.get("name"), str):
            vals["name"] = plain_text.clean_line(vals["name"])
        for name in ("inn", "kpp", "ogrn", "snils"):
            if name in vals:
                vals[name] = registration.clean(vals[name])
        if vals.get("client_kind"):
            vals["is_company"] = vals["client_kind"] == "company"
        return vals

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._prepare_client_values(dict(v)) for v in vals_list])

    def write(self, vals):
        return super().write(self._prepare_client_values(dict(vals)))

    def _log_interaction(self, **values):
        """Record one contact with each of these clients; return the rows.

        :param values: ``channel`` (code), ``subject`` and optionally ``direction``
            (in, out), ``purpose`` of what the bank said (service unless given),
            ``summary``, ``date``, ``user``, ``source`` (its document)
        """
        return self.env["bank.interaction"]._log(self, **values)
