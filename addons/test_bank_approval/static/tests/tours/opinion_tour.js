import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const ROW = ".o_data_row:contains(Loan 0)";
const NOBODY_WAITS = {
    trigger: ".o_nocontent_help:contains(Никто не ждёт вашего решения)",
};

function open(button) {
    return {
        timeout: 60000, // the first page builds its assets
        trigger: `${ROW} button[name=${button}]`,
        run: "click",
    };
}

function say(comment) {
    return {
        trigger: ".modal [name=comment] textarea",
        run: `edit ${comment}`,
    };
}

const POSITIVE = {
    trigger:
        ".modal button[name=action_approve]:visible:contains(Положительное заключение)",
    run: "click",
};

/** A lawyer asks a colleague before he gives his own opinion. */
tours.add("bank_opinion_ask", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_ask"),
        { trigger: ".modal [name=user_id] input", run: "edit expert" },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(expert)",
            run: "click",
        },
        { trigger: ".modal [name=user_id] input:value(expert)" },
        {
            trigger: ".modal [name=question] textarea",
            run: "edit Действует ли устав?",
        },
        {
            trigger: ".modal button[name=action_ask]:contains(Запросить заключение)",
            run: "click",
        },
        { trigger: `body:not(:has(.modal)) ${ROW}` },
    ],
});

/** The colleague sees what he is asked, answers, and stops nothing. */
tours.add("bank_opinion_of_a_colleague", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_decide"),
        { trigger: ".modal [name=question]:contains(Действует ли устав?)" },
        { trigger: ".modal footer:not(:has(button[name=action_return]:visible))" },
        say("Устав действует до мая"),
        POSITIVE,
        NOBODY_WAITS,
    ],
});

/** The lawyer reads the answer and gives his opinion. */
tours.add("bank_opinion_of_the_lawyer", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_decide"),
        {
            trigger:
                ".modal [name=opinion_ids] .o_data_row:contains(expert):contains(Устав действует до мая)",
        },
        say("Возражений нет"),
        POSITIVE,
        NOBODY_WAITS,
    ],
});

/** Somebody gives his opinion. */
tours.add("bank_opinion_given", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_decide"),
        say("Платежи посильны"),
        POSITIVE,
        NOBODY_WAITS,
    ],
});

/** The security officer wants a paper first. */
tours.add("bank_opinion_returned", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_decide"),
        say("Нужен устав"),
        {
            trigger: ".modal button[name=action_return]:contains(Вернуть)",
            run: "click",
        },
        NOBODY_WAITS,
    ],
});

/** The manager brings the paper and sends the matter again. */
tours.add("bank_opinion_paper", {
    url: "/odoo/test-loans",
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_cell:contains(Loan 0)",
            run: "click",
        },
        {
            trigger: ".o_bank_dossier_slot:contains(Устав) .o_bank_dossier_upload",
            run: ({ anchor }) => {
                const transfer = new DataTransfer();
                transfer.items.add(new File(["Устав общества"], "charter.txt"));
                const input = anchor.querySelector("input[type=file]");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change", { bubbles: true }));
            },
        },
        {
            trigger:
                ".o_bank_dossier_slot:contains(Устав) .o_bank_paper:contains(charter.txt)",
        },
        { trigger: "button[name=action_open_approval]", run: "click" },
        { trigger: "[name=reason]:contains(Нужен устав)" },
        {
            trigger: "button[name=action_resubmit]:contains(Отправить снова)",
            run: "click",
        },
        {
            content: "who judges the papers begins anew, as does who has returned it",
            trigger:
                "[name=waiting_names]:contains(lawyer):contains(guard):not(:contains(underwriter))",
        },
        {
            content: "the underwriter's opinion stands",
            trigger: "[name=turn_ids] .o_data_row.text-success:contains(underwriter)",
        },
    ],
});

/** The lawyer is told what has changed since he gave his opinion. */
tours.add("bank_opinion_anew", {
    url: "/odoo/my-decisions",
    steps: () => [
        open("action_open_decide"),
        {
            trigger:
                ".modal .alert-warning:contains(Изменено с прошлого круга) [name=changed_names]:contains(документы)",
        },
        { trigger: ".modal [name=paper_ids]:contains(charter.txt)" },
        say("Устав в порядке"),
        POSITIVE,
        NOBODY_WAITS,
    ],
});
