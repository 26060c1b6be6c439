/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_loan_change_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_form_view .nav-link[name=servicing]:contains(После выдачи)",
            run: "click",
        },
        {
            content: "days past due, the range and the log",
            trigger: ".o_field_widget[name=bucket_id]:contains(31)",
        },
        {
            trigger: ".o_field_widget[name=delinquency_day_ids] .o_data_row",
        },
        {
            trigger: ".o_form_view button[name=action_new_change]:contains(Изменить)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_field_widget[name=kind] .o_radio_item:contains(Пролонгация)",
        },
        {
            trigger: ".o_field_widget[name=reason] textarea",
            run: "edit Сезон начался позже",
        },
        {
            trigger:
                ".o_field_widget[name=date_end] button, .o_field_widget[name=date_end] input",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=date_end] input",
            run: "edit 01.12.2030",
        },
        { trigger: ".o_form_view .o_form_button_save", run: "click" },
        {
            ...SLOW,
            content: "before and after, side by side",
            trigger: ".o_form_saved .o_field_widget[name=memo]:contains(01.12.2030)",
        },
        {
            trigger: ".o_form_view button[name=action_preview_approval]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal button[name=action_send]",
            run: "click",
        },
        {
            ...SLOW,
            content: "the request is open",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=state]:contains(На согласовании)",
        },
    ],
});
