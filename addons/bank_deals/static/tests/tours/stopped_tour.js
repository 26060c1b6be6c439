import { registry } from "@web/core/registry";

/** A manager learns in his deal that the client may not be served, and goes no further. */
registry.category("web_tour.tours").add("bank_deal_stopped", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger:
                ".o_bank_gate_panel.alert-warning:contains(Клиента обслуживать нельзя)",
        },
        {
            content: "No button leads around it",
            trigger: "button[name=action_next_stage]",
            run: "click",
        },
        {
            trigger: ".modal-body:contains(Клиента обслуживать нельзя)",
        },
        {
            trigger: ".modal-footer button",
            run: "click",
        },
        {
            content: "The card says the same, and nothing of a list",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:contains(Shcherbakov))",
        },
    ],
});
