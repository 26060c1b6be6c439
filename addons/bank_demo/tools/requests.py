# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Requests of employees to departments, made up, each with its topic."""

import csv
from pathlib import Path


def read_requests(folder):
    """Return pairs (text, code of the topic) of the addon's folder, topics mixed."""
    path = Path(folder, "data", "requests.csv")
    with open(path, newline="", encoding="utf-8") as file:
        return [(row["text"], row["topic"]) for row in csv.DictReader(file)]
