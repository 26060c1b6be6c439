/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

registry.category("web_tour.tours").add("bank_ask_in_force_tour", {
    steps: () => [
        {
            ...SLOW,
            content: "how many agreements in force the place has not asked",
            trigger: ".o_form_view .o_field_widget[name=ask_count]:contains(2)",
        },
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_ask_in_force]:contains(Запросить и по ним)",
            run: "click",
        },
        {
            ...SLOW,
            content: "what that does is told before it is done",
            trigger:
                ".modal:contains(клиентам придут напоминания) .modal-footer .btn-primary",
            run: "click",
        },
        {
            ...SLOW,
            content: "the scheduler does it; until then it can be stopped",
            trigger:
                ".o_form_view .o_field_widget[name=ask_state]:contains(Запрашивается)",
        },
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_stop_asking]:contains(Остановить)",
        },
    ],
});
