import { registry } from "@web/core/registry";

/** A client asks for a loan: products side by side, the choice, the application. */
registry.category("web_tour.tours").add("bank_loan_tour", {
    steps: () => [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".nav-link[name=applications]:contains(Заявки)",
            run: "click",
        },
        {
            trigger: "button[name=action_compare_loans]:contains(Сравнить кредиты)",
            run: "click",
        },
        {
            content: "the cheaper one comes first, the others say why not",
            trigger: ".modal .o_data_row:first:contains(Cheap):contains(15,000)",
        },
        { trigger: ".modal .o_data_row:contains(Сумма слишком велика)" },
        { trigger: ".modal .o_bank_schedule_principal" },
        {
            content: "a client who can pay less",
            trigger: ".modal .o_field_widget[name=payment_most] input",
            run: "edit 14600",
        },
        { trigger: ".modal button[name=action_compare]", run: "click" },
        { trigger: ".modal .o_data_row:contains(Платёж слишком велик)" },
        {
            trigger: ".modal .o_data_row:first button[name=action_choose]",
            run: "click",
        },
        {
            content: "the deal sells what was chosen",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=product_id] input:value(Cheap)",
        },
        { trigger: ".nav-link[name=applications]", run: "click" },
        {
            trigger: "button[name=action_new_application]:contains(Новая заявка)",
            run: "click",
        },
        {
            content: "half filled, and the requirements are answered at once",
            trigger:
                ".o_bank_gate_panel.alert-warning .o_bank_gate_reason:contains(Цель известна)",
        },
        { trigger: ".o_field_widget[name=payment]:contains(545,99)" },
        { trigger: ".o_bank_schedule_interest" },
        { trigger: ".o_field_widget[name=purpose] textarea", run: "edit Ремонт" },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_bank_gate_panel.alert-success:contains(Рассмотрение)" },
        { trigger: "button[name=action_next_stage]", run: "click" },
        {
            trigger: "button[name=action_preview_approval]:contains(согласование)",
            run: "click",
        },
        { trigger: ".modal button[name=action_send]", run: "click" },
        { trigger: ".o_field_widget[name=stage_id]:contains(Рассмотрение)" },
    ],
});
