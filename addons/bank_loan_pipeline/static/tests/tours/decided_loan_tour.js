/** @odoo-module **/

import { getIssueSteps } from "@bank_loan_pipeline/../tests/tours/issue_tour";
import {
    PIXEL,
    choose,
    decode,
} from "@bank_loan_pipeline/../tests/tours/loan_papers_tour";
import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const SLOW = { timeout: 60000 };
const READY = "body:not(:has(.modal))";
const FORM = ".o_form_view";

function refused(reason) {
    return [
        { ...SLOW, trigger: `${FORM} button[name=action_next_stage]`, run: "click" },
        { ...SLOW, trigger: `.modal-body:contains(${reason})` },
        { trigger: ".modal-footer button", run: "click" },
        { ...SLOW, trigger: `${READY} ${FORM} button[name=action_next_stage]` },
    ];
}

const MOVE_ON = {
    ...SLOW,
    trigger: `${FORM} button[name=action_next_stage]`,
    run: "click",
};

function bring(slot, file) {
    const place = `.o_bank_dossier_slot:contains(${slot})`;
    return [
        {
            ...SLOW,
            trigger: `${place}:contains(загрузите)`,
            run() {
                choose(this.anchor, file, decode(PIXEL));
            },
        },
        { ...SLOW, trigger: `${place} .badge:contains(На проверке)` },
        {
            content: "who has brought it does not verify it",
            trigger: `${place}:not(:has(.o_bank_paper_verify))`,
        },
    ];
}

function verify(file) {
    return [
        {
            ...SLOW,
            trigger: `.o_list_view .o_data_row:contains(${file}) .o_data_cell[name=name]`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} button[name=action_verify]:contains(Подтвердить)`,
            run: "click",
        },
        {
            ...SLOW,
            trigger: `${FORM} .o_field_widget[name=state] .o_arrow_button_current:contains(Подтверждён)`,
        },
        { trigger: ".o_back_button a", run: "click" },
        {
            ...SLOW,
            trigger: `.o_action_manager:not(:has(${FORM})):not(:contains(${file}))`,
        },
    ];
}

/** The manager goes on to the papers, and no further. */
tours.add("bank_decided_loan_stopped", {
    steps: () => [
        MOVE_ON,
        {
            ...SLOW,
            trigger:
                ".o_bank_gate_reason:contains(Ещё не выполнено: Страхование жизни)",
        },
        ...refused("Ещё не выполнено: Страхование жизни"),
    ],
});

/** Nor does he win the deal past the application. */
tours.add("bank_decided_loan_not_won", {
    steps: () => refused("Ещё не выполнено: Страхование жизни"),
});

/** The credit administrator accepts the proof. */
tours.add("bank_decided_loan_cleared", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_data_row:contains(Страхование жизни) button[name=action_open_clear]:contains(Принять подтверждение)",
            run: "click",
        },
        {
            ...SLOW,
            trigger: ".modal [name=proof] textarea",
            run: "edit Полис 5 от 1 марта",
        },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} .o_list_view:not(:contains(Страхование жизни))`,
        },
    ],
});

/** The package is printed, the signed scans come back. */
tours.add("bank_decided_loan_papers", {
    steps: () => [
        {
            ...SLOW,
            trigger:
                ".o_form_view button[name=action_print_papers]:contains(Напечатать документы)",
            run: "click",
        },
        {
            ...SLOW,
            trigger:
                ".modal .o_field_widget[name=template_ids] .o_tag:contains(Кредитный договор)",
        },
        { trigger: ".modal button[name=action_print]", run: "click" },
        {
            ...SLOW,
            trigger: ".modal .o_data_row:not(.text-danger):contains(Кредитный договор)",
        },
        { trigger: ".modal .btn:contains(Закрыть)", run: "click" },
        {
            ...SLOW,
            trigger: `${READY} ${FORM} .nav-link[name=dossier]:contains(Досье)`,
            run: "click",
        },
        ...bring("Подписанный кредитный договор", "agreement.png"),
        ...bring("Подписанный график", "schedule.png"),
    ],
});

/** Somebody else looks at each scan and verifies it. */
tours.add("bank_decided_loan_verified", {
    steps: () => [...verify("agreement.png"), ...verify("schedule.png")],
});

/** Nothing is missing any more: issued, the agreement stands with its schedule. */
tours.add("bank_decided_loan_issued", {
    steps: () => {
        const [issue, ...seen] = getIssueSteps();
        return [
            MOVE_ON,
            { ...issue, content: "in a hurry, pressed twice", run: "dblclick" },
            ...seen,
        ];
    },
});
