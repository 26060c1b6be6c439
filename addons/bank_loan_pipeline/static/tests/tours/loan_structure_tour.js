/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_loan_structure_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_form_view .nav-link[name=parties]:contains(Стороны)",
            run: "click",
        },
        {
            content: "the borrower is there from the start",
            trigger: ".o_field_widget[name=party_ids] .o_data_row:contains(Заёмщик)",
        },
        {
            trigger: ".o_field_widget[name=party_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_selected_row .o_field_widget[name=partner_id] input",
            run: "edit Сидорова",
        },
        {
            ...SLOW,
            trigger: ".o-autocomplete--dropdown-menu .dropdown-item:contains(Сидорова)",
            run: "click",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            ...SLOW,
            content: "a co-borrower answers for the debt",
            trigger:
                ".o_form_saved .o_field_widget[name=party_ids] .o_data_row:contains(Созаёмщик)",
        },
        { trigger: ".nav-link[name=collateral]", run: "click" },
        { ...SLOW, trigger: ".alert-warning:contains(Не хватает обеспечения)" },
        {
            trigger:
                ".o_form_view button[name=action_add_pledge]:contains(Новый залог)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=collateral_id] input",
            run: "edit Flat",
        },
        {
            ...SLOW,
            trigger: ".o-autocomplete--dropdown-menu .dropdown-item:contains(Flat)",
            run: "click",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=pledge_ids] .o_data_row:contains(Flat)",
        },
        { trigger: "body:not(:has(.alert-warning:contains(Не хватает)))" },
    ],
});
