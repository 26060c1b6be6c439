import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";

/** A deposit: nothing starts before the client is identified; then to the opening. */
registry.category("web_tour.tours").add("bank_identity_tour", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".nav-link[name=applications]:contains(Заявки)",
            run: "click",
        },
        { trigger: "button[name=action_new_application]", run: "click" },
        {
            ...SLOW,
            trigger: ".modal:contains(ещё не подтверждена)",
        },
        { trigger: ".modal .modal-footer button:first", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} button[name=action_identify]:contains(Установить личность)`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=document_id] input:value(Паспорт)",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Подтвердить)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=identity_verdict]:contains(Подтверждена)`,
        },
        { trigger: ".nav-link[name=applications]", run: "click" },
        { trigger: "button[name=action_new_application]", run: "click" },
        {
            ...SLOW,
            content: "the form of the application, without what a deposit has not",
            trigger: ".o_form_view .o_field_widget[name=stage_id]:contains(Подписание)",
        },
        { trigger: "body:not(:has(.o_field_widget[name=income_month]))" },
        {
            trigger: ".o_form_view button[name=action_next_stage]",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_arrow_button_current:contains(Подписание), .o_field_widget[name=stage_id] button[aria-checked=true]:contains(Подписание)",
        },
        {
            trigger: ".o_form_view button[name=action_next_stage]",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".o_arrow_button_current:contains(Готова), .o_field_widget[name=stage_id] button[aria-checked=true]:contains(открыти)",
        },
    ],
});
