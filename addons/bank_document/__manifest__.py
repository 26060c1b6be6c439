# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Documents",
    "summary": "Dossiers: kinds of papers, requirements, versions, terms, templates",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_base", "bank_report"],
    "data": [
        # Security
        "security/bank_document_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_document_security.xml",
        # Data
        "data/ir_cron_data.xml",
        # Wizards
        "wizards/bank_document_upload_views.xml",
        "wizards/bank_document_refuse_views.xml",
        "wizards/bank_document_print_views.xml",
        # Views
        "views/bank_document_section_views.xml",
        "views/bank_document_type_views.xml",
        "views/bank_document_slot_views.xml",
        "views/bank_document_views.xml",
        "views/bank_document_hold_views.xml",
        "views/bank_document_disposal_views.xml",
        "views/bank_document_field_views.xml",
        "views/bank_document_template_views.xml",
        "views/bank_document_package_views.xml",
        "views/bank_check_views.xml",
        # Menus
        "views/bank_document_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_document/static/src/components/**/*"],
        "web.assets_unit_tests": ["bank_document/static/tests/**/*.test.js"],
    },
    "uninstall_hook": "uninstall_hook",
}
