# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a compute method found, put down for a whole page at once.

Assigning record by record makes the ORM look for the currency of an amount four times,
each time in an environment of its own: on a list that is most of its time.
"""


def fill(records, name, values):
    """Give each record its value of a computed field that no column keeps.

    For the compute method of the field: nobody is told of a change. Amounts are rounded
    as assigning rounds them.

    :param values: ``{id: value}`` by the ids that these records have; others: nothing
    """
    field = records._fields[name]
    if field.store or field.type in ("one2many", "many2many"):
        raise ValueError(f"{field} is assigned, not filled")
    if field.type != "monetary":
        for record in records:
            value = field.convert_to_cache(values.get(record.id, False), record)
            field._update_cache(record, value)
        return
    currency_name = field.get_currency_field(records)
    # whoever is shown an amount need not be allowed its currency: so does the ORM
    for record, record_sudo in zip(records, records.sudo(), strict=True):
        amount = float(values.get(record.id) or 0.0)
        currency = record_sudo[currency_name] if amount else None
        field._update_cache(record, currency.round(amount) if currency else amount)
