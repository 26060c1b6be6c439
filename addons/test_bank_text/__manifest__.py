# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank Text: tests",
    "summary": "A tiny model that proves the full-text search",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_text"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/test_bank_text_article_security.xml",
    ],
}
