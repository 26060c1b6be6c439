/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_await_by_hand_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "one paper more than rules and the decision ask for",
            trigger:
                ".o_form_view .o_statusbar_buttons button:contains(Запросить документ)",
            run: "click",
        },
        {
            ...SLOW,
            content: "which one",
            trigger: ".modal .o_field_widget[name=type_id] input",
            run: "edit Договор поставки",
        },
        {
            ...SLOW,
            trigger: ".ui-menu-item a:contains(Договор поставки)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Договор с покупателем",
        },
        {
            ...SLOW,
            content: "by when",
            trigger:
                ".modal .o_field_widget[name=date_due] input, .modal .o_field_widget[name=date_due] button",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=date_due] input",
            run: "edit 15.01.2035 && press Tab",
        },
        {
            ...SLOW,
            content: "and why",
            trigger: ".modal .o_field_widget[name=reason] input",
            run: "edit Подписывают в январе",
        },
        {
            ...SLOW,
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            ...SLOW,
            content: "it stands in the history of the agreement, with the reason",
            trigger:
                ".o-mail-Message:contains(Договор с покупателем):contains(Подписывают в январе)",
        },
    ],
});
