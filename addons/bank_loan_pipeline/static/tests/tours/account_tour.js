/** @odoo-module **/

import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";
const FORM = ".o_form_view";

const MOVE_ON = {
    ...SLOW,
    trigger: `${READY} ${FORM} button[name=action_next_stage]`,
    run: "click",
};

/** Beside many buttons the bar of stages is one button with the name of the stage. */
function seeStage(name, form = FORM) {
    const bars = [".o_arrow_button_current", "[name=stage_id] .dropdown-toggle"];
    const found = bars.map(
        (bar) => `${READY} ${form} ${bar}:visible:contains(${name})`
    );
    return { ...SLOW, trigger: found.join(", ") };
}

/** Who comes for a company has neither passport nor face of it: by what power he acts. */
function identify() {
    return [
        {
            ...SLOW,
            trigger: ".nav-link[name=applications]:contains(Заявки)",
            run: "click",
        },
        { trigger: "button[name=action_new_application]", run: "click" },
        { ...SLOW, trigger: ".modal:contains(ещё не подтверждена)" },
        { trigger: ".modal .modal-footer button:first", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} button[name=action_identify]:contains(Установить личность)`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal:not(:has([name=document_id])) [name=reason] input",
            run: "edit Директор по уставу",
        },
        {
            trigger: ".modal button[name=action_confirm]:contains(Подтвердить)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=identity_verdict]:contains(Подтверждена)`,
        },
    ];
}

/** The account is asked for; no further than to the review of the client. */
tours.add("bank_account_asked", {
    steps: () => [
        ...identify(),
        { trigger: ".nav-link[name=applications]", run: "click" },
        { trigger: "button[name=action_new_application]", run: "click" },
        // the stages of an account, and nothing of what a loan has
        seeStage(
            "Данные заявки",
            `${FORM}:not(:has([name=amount])):not(:has(button[name=action_score]))`
        ),
        {
            trigger: `${FORM} .o_bank_gate_reason:contains(Цель известна)`,
        },
        {
            trigger: `${FORM} .o_field_widget[name=purpose] textarea`,
            run: "edit Расчёты с поставщиками",
        },
        { trigger: ".o_form_button_save", run: "click" },
        { ...SLOW, trigger: ".o_form_saved .o_bank_gate_panel.alert-success" },
        MOVE_ON,
        seeStage("Проверка клиента"),
        MOVE_ON,
        {
            ...SLOW,
            content: "an account is opened for nobody whom the bank does not know",
            trigger: ".modal-body:contains(Проверка клиента)",
        },
        { trigger: ".modal-footer button", run: "click" },
        seeStage("Проверка клиента"),
    ],
});

function seeParties() {
    const list = `${FORM} .o_field_widget[name=party_ids] .o_list_renderer`;
    return [
        { trigger: ".nav-link[name=parties]", run: "click" },
        {
            ...SLOW,
            content: "who asks for an account owes nothing by it",
            trigger: `${list}:has(.o_data_row:contains(Завод)):not(:contains(Заёмщик)):not(:has(th[data-name=is_liable])):not(:has(th[data-name=exposure_direct]))`,
        },
    ];
}

/** He is reviewed: the application is sent for its decision. */
tours.add("bank_account_sent", {
    steps: () => [
        seeStage("Проверка клиента"),
        ...seeParties(),
        MOVE_ON,
        seeStage("Решение"),
        {
            ...SLOW,
            trigger: `${FORM} button[name=action_preview_approval]`,
            run: "click",
        },
        { ...SLOW, trigger: ".modal button[name=action_send]", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} .o_field_widget[name=state]:contains(На согласовании)`,
        },
    ],
});

tours.add("bank_account_decided", {
    steps: () => [
        {
            ...SLOW,
            trigger: ".o_data_row button[name=action_open_decide]",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal button[name=action_approve]:contains(Согласовать)",
            run: "click",
        },
        { ...SLOW, trigger: `${READY} .o_nocontent_help:contains(Никто не ждёт)` },
    ],
});

/** Decided on, it is ready. */
tours.add("bank_account_ready", {
    steps: () => [
        seeStage("Решение"),
        MOVE_ON,
        seeStage("Готова к открытию"),
        { trigger: `${FORM}:not(:has(button[name=action_next_stage]))` },
    ],
});
