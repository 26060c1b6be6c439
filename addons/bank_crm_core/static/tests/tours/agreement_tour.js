import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("bank_agreement_evaluated", {
    steps: () => [
        {
            content: "What the rate was is kept",
            timeout: 60000, // the first page builds its assets
            trigger: ".o_form_view .nav-link[name=terms_history]",
            run: "click",
        },
        {
            content: "Before and after stand beside each other",
            trigger:
                ".o_form_view [name=event_ids] .o_data_row:has([name=value_before]:not(:empty)) [name=value_after]:not(:empty)",
        },
        {
            content: "The client is evaluated from here",
            trigger: ".o_form_view button[name=action_evaluate_client]",
            run: "click",
        },
        {
            content: "The run names the agreement it began from",
            trigger: ".o_form_view [name=source] a, .o_form_view [name=source] input",
        },
        {
            content: "Back to the agreement",
            trigger: ".o_control_panel .breadcrumb-item a:last, .o_back_button a",
            run: "click",
        },
        {
            content: "It shows what began from it",
            trigger:
                ".o_form_view button[name=action_open_client_evaluations]:contains(1)",
        },
    ],
});
