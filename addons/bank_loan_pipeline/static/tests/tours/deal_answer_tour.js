import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };

/** A stage of the deal makes the application, and the deal waits for its answer. */
registry.category("web_tour.tours").add("bank_deal_application_tour", {
    steps: () => [
        {
            ...SLOW, // the first page builds its assets
            trigger: ".o_arrow_button_current:contains(Условия)",
        },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            ...SLOW,
            content: "The stage has made the application, and says what it waits for",
            trigger:
                ".o_bank_gate_panel.alert-warning .o_bank_gate_reason:contains(Заявка одобрена)",
        },
        { trigger: ".o_arrow_button_current:contains(Ждём ответа)" },
        { trigger: ".nav-link[name=applications]:contains(Заявки)", run: "click" },
        {
            content: "On the terms of the deal",
            trigger:
                ".o_field_widget[name=application_ids] .o_data_row:contains(300):contains(24)",
        },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            ...SLOW,
            content: "By hand it goes no further",
            trigger: ".modal-body:contains(Заявка одобрена)",
        },
    ],
});

/** The answer has moved the deal on and has given its manager a task. */
registry.category("web_tour.tours").add("bank_deal_answered_tour", {
    steps: () => [
        { ...SLOW, trigger: ".o_arrow_button_current:contains(Выдача)" },
        { ...SLOW, trigger: ".o-mail-Activity:contains(сообщите клиенту)" },
    ],
});

/** A refusal has closed the deal as lost, with the reason. */
registry.category("web_tour.tours").add("bank_deal_refused_tour", {
    steps: () => [
        { ...SLOW, trigger: ".o_form_view .nav-link[name=source]", run: "click" },
        {
            trigger:
                ".o_field_widget[name=lost_reason_id]:contains(Банк отказал по заявке)",
        },
    ],
});
