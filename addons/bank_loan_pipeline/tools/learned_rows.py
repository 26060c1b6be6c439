# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A table of past loans to learn a scorecard from. Plain Python.

The first line has names, one of which is ``outcome``: 1 where the loan went bad, else 0.
"""

import csv
import hashlib
import io
import json

import numpy as np

from odoo.addons.bank_base.tools.measures import get_auc

from .score_trial import choose_rows, deal_folds
from .scorecard import predict

OUTCOME = "outcome"
# of so many parts one is held out
PARTS = 4
# so many of each outcome teach something
LEAST = 20
MOST = 200_000
CUTS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5)


class RowsError(ValueError):
    """What is wrong with a table: a code and what it is about."""

    def __init__(self, code, about=""):
        super().__init__(f"{code}: {about}")
        self.code, self.about = code, about


def read_rows(content, known):
    """Return ``(columns, outcomes)`` of a table in CSV.

    :param bytes content: UTF-8, parted by commas or semicolons
    :param known: the names that an application has, in small letters
    :raise RowsError:
    """
    names, rows = _split_cells(content)
    _check_names(names, known)
    if len(rows) > MOST:
        raise RowsError("most", str(MOST))
    for number, row in enumerate(rows, 2):
        if len(row) != len(names):
            raise RowsError("cells", str(number))
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    outcomes = [
        _read_outcome(text, row) for row, text in enumerate(columns.pop(OUTCOME), 2)
    ]
    if min(sum(outcomes), len(outcomes) - sum(outcomes)) < LEAST:
        raise RowsError("least", str(LEAST))
    return {name: _read_column(cells) for name, cells in columns.items()}, outcomes


def _split_cells(content):
    """Return the names of the first line and the cells of the others."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RowsError("text") from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    names = [name.strip().lower() for name in next(reader, [])]
    return names, [row for row in reader if any(cell.strip() for cell in row)]


def _check_names(names, known):
    if OUTCOME not in names:
        raise RowsError("outcome")
    if len(set(names)) < len(names) or len(names) < 2:
        raise RowsError("names")
    if strange := sorted(set(names) - set(known) - {OUTCOME}):
        raise RowsError("strange", ", ".join(strange))


def _read_outcome(text, row):
    if text.strip() not in ("0", "1"):
        raise RowsError("outcomes", str(row))
    return int(text)


def _read_column(cells):
    """Return numbers where all are, else words; None where nothing stands.

    >>> _read_column(["1,5", "", "2"]), _read_column(["a", "1"])
    ([1.5, None, 2.0], ['a', '1'])
    """
    cells = [cell.strip() or None for cell in cells]
    try:
        return [cell and float(cell.replace(",", ".")) for cell in cells]
    except ValueError:
        return cells


def hash_rows(columns, outcomes):
    """Return a hash of rows, by which the same data are known again."""
    text = json.dumps([sorted(columns.items()), outcomes])
    return hashlib.sha256(text.encode()).hexdigest()


def split_rows(columns, outcomes):
    """Return ``(learned from, held out)``, each columns and outcomes; always the same."""
    held = deal_folds(outcomes, PARTS, seed=7) == 0
    return [
        (
            choose_rows(columns, np.flatnonzero(part)),
            [outcomes[row] for row in np.flatnonzero(part)],
        )
        for part in (~held, held)
    ]


def measure(model, columns, outcomes):
    """Return the AUC on rows, which should not have been learned from."""
    return get_auc(predict(model, columns), outcomes)


def replay(model, columns, outcomes):
    """Return what each cut-off would have done with rows: a row a cut-off."""
    said, bad = np.array(predict(model, columns)), np.array(outcomes, dtype=bool)
    return [
        {
            "cut": cut,
            "refused": int((said > cut).sum()),
            "bad_refused": int(((said > cut) & bad).sum()),
            "good_refused": int(((said > cut) & ~bad).sum()),
            "bad_passed": int(((said <= cut) & bad).sum()),
            "count": len(said),
        }
        for cut in CUTS
    ]
