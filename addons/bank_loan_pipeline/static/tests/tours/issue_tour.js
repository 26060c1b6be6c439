/** @odoo-module **/

import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

/** Issued by its button, seen as an agreement with its schedule. */
export function getIssueSteps() {
    return [
        {
            ...SLOW,
            content: "what is decided and done may be issued",
            trigger: ".o_form_view button[name=action_issue]:contains(Выдать)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_open_agreements]:contains(Договор)",
            run: "click",
        },
        {
            ...SLOW,
            content: "the core banking system is told",
            trigger: ".o_field_widget[name=core_state]:contains(Ожидает отправки)",
        },
        {
            ...SLOW,
            content: "with its schedule",
            trigger: ".o_field_widget[name=payment_ids] .o_data_row:contains(График)",
        },
    ];
}

registry.category("web_tour.tours").add("bank_issue_tour", { steps: getIssueSteps });
