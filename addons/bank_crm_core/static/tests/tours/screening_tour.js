import { inputFiles } from "@web/../tests/utils";
import { registry } from "@web/core/registry";

const NEW_LIST = [
    "ent,name,birth_date,country,kind",
    "1,Zakharchuk Veniamin,1971-05-03,RU,person",
    "2,Nobody Else,1960,,person",
    "3,Broken Birth,yesterday,,person",
].join("\n");
const NEXT_LIST = [
    "ent,name,birth_date,country,kind",
    "1,Zakharchuk Veniamin,1971-05-03,RU,person",
    "2,Nobody Else,1960,,person",
    "4,Somebody New,1980,,person",
].join("\n");

function loadList(content) {
    return [
        {
            timeout: 60000, // the first page builds its assets
            trigger: ".o_list_view button:contains(Загрузить версию)",
            run: "click",
        },
        {
            trigger: ".modal div[name=kind] .o_radio_item:contains(Собственный) input",
            run: "click",
        },
        {
            trigger: ".modal div[name=file] .o_select_file_button",
            async run() {
                const file = new File([content], "list.csv", { type: "text/csv" });
                await inputFiles(".modal div[name=file] input[type=file]", [file]);
            },
        },
        {
            trigger:
                ".modal div[name=file]:contains(list.csv), .modal div[name=file] input",
        },
        {
            trigger: ".modal button[name=action_preview]",
            run: "click",
        },
    ];
}

const LOADED = [
    {
        trigger: ".modal button[name=action_load]",
        run: "click",
    },
    {
        content: "The comparison of the base has begun",
        trigger: ".o_data_row:contains(Новая версия перечня)",
    },
];

function giveReason(reason) {
    return [
        {
            trigger: ".modal div[name=reason] textarea",
            run: `edit ${reason}`,
        },
        {
            trigger: ".modal button[name=action_apply]",
            run: "click",
        },
    ];
}

/** The first officer: a new version is looked at, loaded, and the base is compared. */
registry.category("web_tour.tours").add("bank_watchlist_load", {
    steps: () => [
        ...loadList(NEW_LIST),
        {
            content: "What it would change is seen before",
            trigger: ".modal div[name=added_names]:contains(Nobody Else)",
        },
        {
            content: "and what is refused, and why",
            trigger: ".modal div[name=refusals]:contains(Дата рождения)",
        },
        ...LOADED,
    ],
});

/** The week after: he is on the list still, and one more is. */
registry.category("web_tour.tours").add("bank_watchlist_next", {
    steps: () => [
        ...loadList(NEXT_LIST),
        {
            trigger: ".modal div[name=added_names]:contains(Somebody New)",
        },
        ...LOADED,
    ],
});

/** The whole base is compared again by a button. */
registry.category("web_tour.tours").add("bank_screening_again", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "button[name=action_start]:contains(Сверить всех заново)",
            run: "click",
        },
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Выполняется)",
        },
    ],
});

/** What was cleared does not come back; new papers say that he is the one after all. */
registry.category("web_tour.tours").add("bank_screening_true", {
    steps: () => [
        {
            timeout: 60000,
            content: "Nothing waits for the officer",
            trigger: ".o_searchview_facet .o_facet_remove",
            run: "click",
        },
        {
            trigger:
                ".o_data_row:contains(Захарчук):contains(Другое лицо) td[name=partner_id]",
            run: "click",
        },
        {
            trigger: ".o_form_view button:contains(Рассмотреть заново…)",
            run: "click",
        },
        ...giveReason("Пришёл новый документ"),
        {
            trigger:
                "body:not(:has(.modal)) .o_arrow_button_current:contains(На разборе)",
        },
        {
            timeout: 60000, // the form is read anew
            trigger: ".o_form_view button:contains(Это )",
            run: "click",
        },
        ...giveReason("Совпали паспорт и фотография"),
        {
            trigger:
                "body:not(:has(.modal)) .o_form_view div[name=verdict_reason]:contains(Совпали паспорт)",
        },
    ],
});

/** The first officer clears a false hit with a reason. */
registry.category("web_tour.tours").add("bank_screening_clear", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Захарчук) td[name=partner_id]",
            run: "click",
        },
        {
            content: "Client and entry stand side by side, with reasons in words",
            trigger: ".o_form_view div[name=reasons]:contains(другой письменности)",
        },
        {
            trigger: ".o_form_view button:contains(Другое лицо…)",
            run: "click",
        },
        ...giveReason("Паспорт другой, родился в другом городе"),
        {
            content: "It waits for a second officer; the first one may not confirm",
            trigger:
                ".o_form_view:not(:has(button[name=action_confirm])) .alert:contains(второй сотрудник)",
        },
    ],
});

/** The second officer confirms. */
registry.category("web_tour.tours").add("bank_screening_confirm", {
    steps: () => [
        {
            timeout: 60000,
            trigger: ".o_data_row:contains(Захарчук) td[name=partner_id]",
            run: "click",
        },
        {
            trigger: ".o_form_view div[name=verdict_reason]:contains(Паспорт другой)",
        },
        {
            trigger: ".o_form_view button[name=action_confirm]",
            run: "click",
        },
        {
            trigger: ".o_arrow_button_current:contains(Другое лицо)",
        },
    ],
});

/** The manager learns that he may not go on, and nothing of a list. */
registry.category("web_tour.tours").add("bank_screening_card", {
    steps: () => [
        {
            timeout: 60000,
            trigger: "div[name=figure_screening]:contains(Остановлено)",
        },
    ],
});
