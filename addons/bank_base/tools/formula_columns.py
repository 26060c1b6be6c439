# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A formula over columns (numpy), with the same result as over each record.

Blocks of rows that fit the processor's cache are computed in binary fractions with
a proven bound of the error. A row where that error could change a rounding or a
comparison is *doubtful* and is computed again in whole numbers, exactly.
"""

import numpy as np

from .formula_exact import ExactArithmetic, TooWideError
from .formula_float import FloatArithmetic
from .formula_steps import Steps
from .formula_values import (
    BAD,
    DATE,
    HUGE,
    MISSING,
    NO_CURRENCY,
    NUMBER,
    OK,
    RANGE,
    TEXT,
    TINY,
    Outcome,
    read_number,
    read_plain,
    to_decimal,
)

BLOCK = 32_768
# above this share of doubtful rows bounds by row cost less than unbounded numbers
DOUBT_SHARE = 0.02
DTYPES = {NUMBER: np.float64, DATE: np.int64, TEXT: object}


class Column:
    """Values of one variable for all rows.

    :param values: floats (NaN: missing), datetime64[D] (NaT: missing), booleans or
        an object array of texts
    :param status: status of each row, where not all are fine
    :param currency: code for all rows, or an array of places in ``codes``
    :param codes: currency codes; the first is None, "no currency"
    """

    __slots__ = ("codes", "currency", "status", "values")

    def __init__(self, values, status=None, currency=None, codes=(None,)):
        self.values = np.asarray(values)
        self.status = status
        self.currency = currency
        self.codes = codes

    def __len__(self):
        return len(self.values)


def make_column(variable, values):
    """Return the Column of a list of inputs such as records have.

    >>> column = make_column(Variable("number"), [1, None, "x"])
    >>> column.values.tolist(), column.status.tolist()
    ([1.0, 0.0, 0.0], [0, 1, 6])
    """
    if variable.kind == "money":
        return _make_money_column(values)
    read = read_number if variable.kind == NUMBER else _get_reader(variable.kind)
    pairs = [read(value) for value in values]
    status = np.array([pair[0] for pair in pairs], dtype=np.uint8)
    kind = variable.kind
    dtype = {NUMBER: np.float64, DATE: "datetime64[D]", TEXT: object}.get(kind, bool)
    neutral = {NUMBER: 0.0, DATE: np.datetime64(0, "D"), TEXT: None}.get(kind, False)
    column = np.empty(len(pairs), dtype=dtype)
    column[:] = [neutral if value is None else value for _status, value in pairs]
    return Column(column, status=status)


def _get_reader(kind):
    return lambda value: read_plain(kind, value)


def _make_money_column(values):
    codes, places = [None], {}
    amounts, currency, status = [], [], []
    for value in values:
        is_money = isinstance(value, tuple) and len(value) == 2
        code = value[1] if is_money else None
        state, number = read_number(value[0] if is_money else value)
        if value is not None and not is_money:
            state = BAD
        if code and code not in places:
            places[code] = len(codes)
            codes.append(code)
        status.append(state)
        amounts.append(float(number) if state == OK else 0.0)
        currency.append(places.get(code, 0))
    return Column(
        np.array(amounts),
        status=np.array(status, dtype=np.uint8),
        currency=np.array(currency, dtype=np.int32),
        codes=tuple(codes),
    )


class ColumnOutcome:
    """Results of a formula for all rows.

    :ivar values: rounded numbers as floats, booleans, dates or texts
    :ivar status: 0 fine, 1 missing, above: an error (see ``STATUS_NAMES``)
    :ivar currency: places in ``codes`` where the result is an amount, else None
    """

    def __init__(self, kind, digits, size, codes):
        self.kind = kind
        self.digits = digits
        self.values = np.zeros(size, dtype=DTYPES.get(kind, bool))
        self.status = np.zeros(size, dtype=np.uint8)
        self.currency = None if codes is None else np.zeros(size, dtype=np.int32)
        self.codes = codes

    def __len__(self):
        return len(self.values)

    def get_outcome(self, row):
        """Return the Outcome of one row (without the names of what is missing)."""
        status = int(self.status[row])
        if status != OK:
            return Outcome(status, None)
        value = self.values[row]
        if self.kind == NUMBER:
            exact = read_number(float(value))[1]
            value = to_decimal(exact, self.digits)
        elif self.kind != TEXT:
            value = value.item()
        code = None if self.currency is None else self.codes[self.currency[row]]
        return Outcome(OK, value, code)

    def as_column(self):
        """Return the results as an input of another formula."""
        return Column(self.values, self.status, self.currency, self.codes or (None,))


def run_columns(formula, columns, size):
    """Return the ColumnOutcome of a compiled formula over named columns.

    A variable without a column is missing in every row.
    """
    sources = _Sources(formula, columns, size)
    result = formula.nodes[-1]
    codes = sources.codes if result.unit else None
    outcome = ColumnOutcome(result.kind, formula.rounding.digits, size, codes)
    for start in range(0, size, BLOCK):
        rows = slice(start, min(start + BLOCK, size))
        _run_block(formula, sources, rows, outcome)
    if outcome.kind == DATE:
        outcome.values = outcome.values.astype("datetime64[D]")
    return outcome


def _run_block(formula, sources, rows, outcome):
    """Compute a block: fast, then what is doubtful exactly in 64 bits; where those
    are too narrow, with bounds by row, then the rest in unbounded numbers.
    """
    size = rows.stop - rows.start
    with np.errstate(all="ignore"):
        doubtful = _run_floats(formula, sources, rows, outcome, is_sharp=False)
        if _run_exact(formula, sources, doubtful, outcome, np.int64):
            return
        if len(doubtful) > DOUBT_SHARE * size:
            doubtful = _run_floats(formula, sources, rows, outcome, is_sharp=True)
        _run_exact(formula, sources, doubtful, outcome, object)


def _run_floats(formula, sources, rows, outcome, is_sharp):
    """Return the numbers of the rows that stay doubtful."""
    count = rows.stop - rows.start
    arithmetic = FloatArithmetic(formula.rounding, count, is_sharp)
    _compute(formula, sources, rows, outcome, arithmetic)
    return arithmetic.find_doubtful() + rows.start


def _run_exact(formula, sources, rows, outcome, dtype):
    """Return whether the numbers fitted."""
    if not len(rows):
        return True
    try:
        arithmetic = ExactArithmetic(formula.rounding, len(rows), dtype)
        _compute(formula, sources, rows, outcome, arithmetic)
    except TooWideError:
        return False
    return True


def _compute(formula, sources, rows, outcome, arithmetic):
    """Run all steps for some rows and store the result of the last one."""
    cell = Steps(formula, arithmetic, sources, rows).run()
    status, values = cell.status, cell.value
    if outcome.kind == NUMBER:
        values, too_big = arithmetic.finish(values)
        if too_big is not None:
            status = np.where(too_big & (status == OK), np.uint8(RANGE), status)
    outcome.values[rows] = values
    outcome.status[rows] = status
    if not (np.isscalar(status) and status == OK):
        stored = outcome.values[rows]
        neutral = None if outcome.kind == TEXT else stored.dtype.type(0)
        np.copyto(stored, neutral, where=status != OK)
        outcome.values[rows] = stored
    if outcome.currency is not None:
        outcome.currency[rows] = np.where(status == OK, cell.currency, 0)


class _Sources:
    """The input columns in the shape the steps work on."""

    def __init__(self, formula, columns, size):
        self.variables = formula.variables
        self.codes = [None]
        self.columns = {}
        self.cells = {}
        for node in formula.nodes:
            if node.currency:
                self.get_place(node.currency)
        for name in formula.names:
            if (column := columns.get(name)) is not None:
                if len(column) != size:
                    raise ValueError(
                        f"Column {name} has {len(column)} rows, not {size}."
                    )
                self.columns[name] = self.adapt(name, column)

    def get_place(self, code):
        """Return the place of a currency in the common list of codes."""
        if code not in self.codes:
            self.codes.append(code)
        return self.codes.index(code)

    def adapt(self, name, column):
        """Return (values, status, currency) with common places of currencies."""
        kind, values = self.variables[name].base_kind, column.values
        if kind == NUMBER:
            values = np.asarray(values, dtype=np.float64)
        elif kind == DATE:
            values = values.astype("datetime64[D]").astype(np.int64)
        elif kind == TEXT:
            values = values.astype(object)
        elif values.dtype != bool:
            raise ValueError(f"Column {name} does not hold yes/no values.")
        currency = 0
        if self.variables[name].kind == "money":
            currency = self.adapt_currency(column)
        return values, column.status, currency

    def adapt_currency(self, column):
        if column.currency is None or isinstance(column.currency, str):
            return self.get_place(column.currency)
        table = np.array(
            [self.get_place(code) for code in column.codes], dtype=np.int32
        )
        if len(column) and column.currency.min() == column.currency.max():
            return int(table[column.currency[0]])
        return table[column.currency]

    def load(self, node, rows, arithmetic):
        """Return (status, data, currency) of a variable for some rows."""
        if node.value not in self.columns:
            return np.uint8(MISSING), None, 0
        values, status, currency = self.columns[node.value]
        values = values[rows]
        status = np.uint8(OK) if status is None else status[rows]
        if not np.isscalar(currency):
            currency = currency[rows]
        if node.kind == NUMBER:
            values, status, largest = _clean_numbers(values, status)
            if node.unit and self.variables[node.value].kind == "money":
                status = _require_currency(status, currency)
            return status, arithmetic.load(values, largest), currency
        return *_clean_plain(node.kind, values, status), currency


def _require_currency(status, currency):
    if np.isscalar(currency):
        return status if currency else np.where(status == OK, NO_CURRENCY, status)
    lacking = (currency == 0) & (status == OK)
    return np.where(lacking, np.uint8(NO_CURRENCY), status) if lacking.any() else status


def _clean_numbers(values, status):
    """Return (values, status, largest size) without NaN, huge numbers and noise."""
    if not np.isscalar(status):
        if status.any():
            values = np.where(status == OK, values, 0.0)
        else:
            status = np.uint8(OK)
    size = np.abs(values)
    largest = np.fmax.reduce(size)
    if np.isnan(largest) or np.isnan(size.max()) or largest >= HUGE:
        fault = np.isnan(values).view(np.uint8)  # MISSING is 1
        if not largest < HUGE:
            fault = np.where(size >= HUGE, np.uint8(RANGE), fault)
        values = np.where(fault, 0.0, values)
        status = np.where(status == OK, fault, status) if np.any(status) else fault
        size = np.abs(values)
        largest = size.max()
    if size.min() < TINY:
        values = np.where(size < TINY, 0.0, values)
    return values, status, float(largest)


def _clean_plain(kind, values, status):
    if kind == DATE:
        lacking = values == np.iinfo(np.int64).min
    elif kind == TEXT:
        lacking = np.equal(values, None)
    else:
        return status, values
    if lacking.any():
        status = np.where((status == OK) & lacking, np.uint8(MISSING), status)
        values = np.where(lacking, None if kind == TEXT else 0, values)
    return status, values
