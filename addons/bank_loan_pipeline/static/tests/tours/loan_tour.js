import { registry } from "@web/core/registry";

const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";

function openApplications() {
    return [
        {
            ...SLOW, // the first page builds its assets
            trigger: ".nav-link[name=applications]:contains(Заявки)",
            run: "click",
        },
    ];
}

/** Products side by side with their schedule; the cheaper one is chosen. */
function compareAndChoose() {
    return [
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
    ];
}

/** The application, half filled, with its requirements, on its way to its decision. */
function fillAndSend() {
    return [
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
    ];
}

/** No application starts: it is said why. */
function tryInVain(reason) {
    return [
        { trigger: `${READY} button[name=action_new_application]`, run: "click" },
        { ...SLOW, trigger: `.modal:contains(${reason})` },
        { trigger: ".modal .modal-footer button:first", run: "click" },
    ];
}

function identify(...steps) {
    return [
        {
            ...SLOW,
            trigger: `${READY} button[name=action_identify]:contains(Установить личность)`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal .o_field_widget[name=document_id] input:value(Паспорт)",
        },
        ...steps,
    ];
}

/** A client asks for a loan: products side by side, the choice, the application. */
registry.category("web_tour.tours").add("bank_loan_tour", {
    steps: () => [...openApplications(), ...compareAndChoose(), ...fillAndSend()],
});

/** The same where the process asks who sits there: refused, tried again, confirmed. */
registry.category("web_tour.tours").add("bank_loan_visit_tour", {
    steps: () => [
        ...openApplications(),
        ...tryInVain("ещё не подтверждена"),
        ...identify(
            {
                trigger: ".modal .o_field_widget[name=reason] input",
                run: "edit Фотография другого человека",
            },
            {
                trigger: ".modal button[name=action_reject]:contains(Отклонить)",
                run: "click",
            }
        ),
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=identity_verdict]:contains(Отклонена)`,
        },
        ...tryInVain("Фотография другого человека"),
        ...identify({
            trigger: ".modal button[name=action_confirm]:contains(Подтвердить)",
            run: "click",
        }),
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=identity_verdict]:contains(Подтверждена)`,
        },
        ...compareAndChoose(),
        ...fillAndSend(),
    ],
});
