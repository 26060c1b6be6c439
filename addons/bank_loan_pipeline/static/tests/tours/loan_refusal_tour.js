/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_loan_refusal_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_give_reasons]:contains(Причины отказа)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=reason_ids] input",
            run: "edit нагрузка",
        },
        {
            ...SLOW,
            trigger: ".o-autocomplete--dropdown-menu .dropdown-item:contains(нагрузка)",
            run: "click",
        },
        {
            ...SLOW,
            content: "what the client will read",
            trigger: ".modal .o_field_widget[name=told]:contains(слишком большую долю)",
        },
        { trigger: ".modal button[name=action_enter]", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_form_view button[name=action_tell_refusal]:contains(Ответить клиенту)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                "body:not(:has(button[name=action_tell_refusal])) .o_form_view button[name=action_report_refusal]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=number] input",
            run: "edit 77",
        },
        { trigger: ".modal button[name=action_enter]", run: "click" },
        {
            ...SLOW,
            trigger:
                "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_report_refusal])) .nav-link[name=decision]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".o_field_widget[name=bureau_number]:contains(77)",
        },
    ],
});
