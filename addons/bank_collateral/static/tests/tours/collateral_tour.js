/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_collateral_pledge_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".nav-link[name=collateral]:contains(Обеспечение)",
            run: "click",
        },
        {
            ...SLOW,
            content: "what is missing is said",
            trigger:
                ".alert-danger:contains(Не хватает обеспечения) .o_field_widget:contains(720)",
        },
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
        {
            trigger: ".modal .o_field_widget[name=registration] input",
            run: "edit 77-1",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=pledge_ids] .o_data_row:contains(Flat):contains(Предложен)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_collateral_value_tour", {
    steps: () => [
        { ...SLOW, trigger: ".alert-warning:contains(Ещё не оценено)" },
        { trigger: ".nav-link[name=valuations]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=valuation_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=market_value] input",
            run: "edit 1000000",
        },
        { trigger: ".modal .o_form_button_save", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=valuation_ids] .o_data_row",
        },
        { trigger: ".o_form_button_save", run: "click" },
        {
            ...SLOW,
            content: "what it counts for is shown at once",
            trigger: ".o_form_saved .o_field_widget[name=value]:contains(800)",
        },
    ],
});

registry.category("web_tour.tours").add("bank_collateral_register_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_register]:contains(Зарегистрировать)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_statusbar_status .o_arrow_button_current:contains(Зарегистрирован)",
        },
        { trigger: ".o_field_widget[name=value_booked]:contains(800)" },
    ],
});
