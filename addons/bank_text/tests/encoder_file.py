# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import tempfile
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo.addons.bank_text.tools import sentence_encoder


@contextmanager
def other_file(content):
    """In place of the file of the encoder there is this one, or none."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encoder.npz"
        if content is not None:
            path.write_bytes(content)
        with patch.object(sentence_encoder, "FILE", path):
            _forget()
            try:
                yield path
            finally:
                _forget()


def _forget():
    sentence_encoder.read_meta.cache_clear()
    sentence_encoder._load.cache_clear()
