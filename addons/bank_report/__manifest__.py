# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Printed Matter",
    "summary": "PDF from QWeb with letterheads and page numbers, tables, charts",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_base", "web"],
    "external_dependencies": {"python": ["docxtpl", "num2words", "weasyprint"]},
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/bank_report_security.xml",
        # Reports
        "reports/bank_report_templates.xml",
        "reports/branch_reports.xml",
        # Views
        "views/bank_letterhead_views.xml",
        "views/ir_actions_report_views.xml",
        # Menus
        "views/bank_report_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_report/static/src/report_handler/**/*"],
        "web.assets_tests": ["bank_report/static/tests/tours/**/*"],
    },
}
